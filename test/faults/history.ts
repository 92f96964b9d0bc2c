/** What a run writes down as it goes, and what it finds at its end: all that the checker knows. */

/** One command of one client: every attempt carried the same id and the same content. */
export interface Operation {
  client: number;
  stream: string;
  commandId: string;
  /** Milliseconds since the run began. */
  begin: number;
  /** Of the answer that settled it; of the last attempt where none did. */
  end: number;
  /** `unknown`: no attempt was accepted and at least one had no answer, so it may be in the log or not. */
  answer: 'ok' | 'refused' | 'unknown';
  /** The version that an accepting answer told. */
  version?: number;
  /** Sent again after its answer was known: it tells nothing of order. */
  again?: true;
}

/** A project that was read: an answer may not be older than what was acknowledged before the question. */
export interface Reading {
  stream: string;
  begin: number;
  version: number;
}

export interface LoggedEvent {
  position: number;
  stream: string;
  version: number;
  type: string;
  commandId: string;
  commandSeq: number;
  /** Of a rung: obligation, rung and deadline version. */
  rung?: string;
  /** Of a rung: to how many it was told. */
  recipients?: number;
}

export interface NoticeFound {
  /** `project:version:recipient`. */
  id: string;
  status: 'open' | 'sent' | 'withdrawn' | 'undeliverable' | 'muted';
  perhapsTwice: boolean;
  /** The key under which a receiver sees it. */
  key: string;
}

export interface History {
  operations: Operation[];
  readings: Reading[];
  events: LoggedEvent[];
  notices: NoticeFound[];
  /** Keys as the receiver of notices heard them, each as often as it came. */
  received: string[];
  /** Rows in which a read model was not what a rebuild made of the log. */
  differences: number;
  /** What `verify` said; null when the log is whole. */
  verify: string | null;
  /** What was still under way long after the last fault had ended; null when all came to rest. */
  stuck: string | null;
}
