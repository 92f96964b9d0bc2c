/**
 * The sentences of notices: what the reader is asked to do now. One sentence or two, for a person in a hurry
 * on a telephone; no terms of the system. A reader is asked only for what is theirs to do: who answers for it
 * does it, a department clears its own step, a leader decides, the office puts it on an agenda.
 */
import type { RungName } from './policy.ts';
import type { ObligationKind } from './project/events.ts';
import type { Text } from './text.ts';

/** What is asked of each reader of an obligation of one kind. */
export interface Asks {
  /** How Chinese says that it was done: `应于 … 完成`. */
  done: string;
  /** Of who answers for it, while there is time and when it is late. */
  ownerAhead: Text;
  ownerLate: Text;
  /** Of others, when it is late. */
  department: Text;
  chief: Text;
  /** Which decision of the leader's moves it on. */
  leader: Text;
}

export const ASKS: Record<ObligationKind, Asks> = {
  milestone: {
    done: '完成',
    ownerAhead: {
      zh: '能按期完成的，完成当天报告并附佐证；不能的，现在就申请延期并写明原因。',
      en: 'If it will be done in time, report it that day with evidence. If not, ask for an extension now and say why.',
    },
    ownerLate: {
      zh: '已完成的，今天报告完成日期并附佐证；未完成的，今天写明原因和新的预计日期，需要谁协调一并写明。',
      en: 'If it is done, report the date with evidence today. If not, give the reason and a new expected date today, and say whose help you need.',
    },
    department: {
      zh: '请今天与责任人核实卡在哪里；属于贵单位职责的，今天给出办结日期。',
      en: 'Please find out today, with the person responsible, what holds it up. If it is yours to clear, give a date today.',
    },
    chief: {
      zh: '请今天与责任人对接，写明卡在哪里、需要谁协调。',
      en: 'Please ask the person responsible today, and write down what holds it up and whose help is needed.',
    },
    leader: {
      zh: '请您决定：是否同意调整计划日期，或指定谁在何时之前解决卡点。',
      en: 'Please decide: agree to a new date, or name who clears what holds it up, and by when.',
    },
  },
  approvalItem: {
    done: '办结',
    ownerAhead: {
      zh: '请与审批部门确认办结日期；缺材料的，到期前补齐。',
      en: 'Please settle the date with the approving department, and hand in any missing document before it is due.',
    },
    ownerLate: {
      zh: '已办结的，今天报告；未办结的，今天向审批部门问清原因并写明，缺材料的当天补齐。',
      en: 'If it is finished, report it today. If not, ask the approving department why, write it down, and hand in any missing document today.',
    },
    department: {
      zh: '请今天查明停在哪个环节，给出办结日期；需要补正材料的，一次告知。',
      en: 'Please find out today at which step it stands and give a date. If documents are missing, say so once and in full.',
    },
    chief: {
      zh: '请督促尽快办结；影响开工的，今天提出。',
      en: 'Please press for it to be finished. If the start of construction depends on it, say so today.',
    },
    leader: {
      zh: '请您决定：由谁牵头协调审批部门，何时之前办结。',
      en: 'Please decide: who brings the approving departments together, and by when it is to be finished.',
    },
  },
  verification: {
    done: '核验',
    ownerAhead: {
      zh: '请备齐兑现承诺的佐证材料，与审批部门约定核验时间。',
      en: 'Please gather the proof that the commitment was kept, and settle a day for its verification.',
    },
    ownerLate: {
      zh: '承诺已兑现的，今天提交佐证并约定核验；未兑现的，今天写明原因和兑现日期。',
      en: 'If the commitment was kept, hand in the proof today and settle a day. If not, say today why, and when it will be.',
    },
    department: {
      zh: '请今天安排核验，并把时间和所需材料告知责任人。',
      en: 'Please arrange the verification today, and tell the person responsible the day and what to bring.',
    },
    chief: {
      zh: '请督促兑现承诺并完成核验；做不到的，今天写明原因。',
      en: 'Please press for the commitment to be kept and verified. If it can not be, write down today why.',
    },
    leader: {
      zh: '请您决定：限期兑现承诺，还是撤回按承诺办理的审批。',
      en: 'Please decide: set a last day for the commitment, or withdraw the approval given on it.',
    },
  },
  factor: {
    done: '落实',
    ownerAhead: {
      zh: '请确认能否如期落实；不能的，现在写明差什么、由谁解决。',
      en: 'Please confirm that it will be secured in time. If not, say now what is missing and who can provide it.',
    },
    ownerLate: {
      zh: '已落实的，今天报告并附依据；未落实的，今天写明差什么、何时解决。',
      en: 'If it is secured, report it today with the document. If not, say today what is missing and when it will be there.',
    },
    department: {
      zh: '请今天明确由谁落实、怎么落实、何时落实。',
      en: 'Please settle today who secures it, how, and by when.',
    },
    chief: {
      zh: '请今天与责任单位对接，写明对项目进度的影响。',
      en: 'Please speak with the body responsible today, and write down what it means for the schedule.',
    },
    leader: {
      zh: '请您决定：缺口由哪个部门解决，何时之前落实。',
      en: 'Please decide: which department closes the gap, and by when.',
    },
  },
  windowPreparation: {
    done: '备齐条件',
    ownerAhead: {
      zh: '请在到期前逐项备齐条件；做不到的，现在报告差什么，错过就要等下一次。',
      en: 'Please have every condition ready by then. If one can not be, report it now: who misses this window waits for the next.',
    },
    ownerLate: {
      zh: '请今天报告还差哪些条件、能否赶上这次窗口；赶不上的，提出改期方案。',
      en: 'Please report today what is still missing and whether this window can be caught. If not, propose another.',
    },
    department: {
      zh: '请今天协助补齐所缺条件，并与对方确认窗口时间。',
      en: 'Please help today with what is missing, and confirm the window with the other side.',
    },
    chief: {
      zh: '请今天查清还差哪些条件，判断能否赶上这次窗口。',
      en: 'Please find out today what is missing, and whether this window can still be caught.',
    },
    leader: {
      zh: '请您决定：集中力量赶这次窗口，还是改到下一次并接受延误。',
      en: 'Please decide: put everything into this window, or take the next one with its delay.',
    },
  },
  onSiteOffice: {
    done: '召开',
    ownerAhead: {
      zh: '请定下现场办公的时间、议题和参加单位。',
      en: 'Please settle the day, the agenda and who takes part.',
    },
    ownerLate: {
      zh: '已召开的，今天补记结果；未召开的，今天定下日期并通知各方。',
      en: 'If it was held, record the outcome today. If not, settle a day today and tell everyone.',
    },
    department: {
      zh: '请备好需要在现场办公会上解决的问题。',
      en: 'Please have ready what you need solved at the meeting.',
    },
    chief: {
      zh: '请今天报领导定下现场办公日期，并备好待解决的问题。',
      en: 'Please have the leader settle a day today, and have ready what needs solving.',
    },
    leader: {
      zh: '请您决定：现场办公的日期。',
      en: 'Please decide: the day of the on-site meeting.',
    },
  },
  directive: {
    done: '办结',
    ownerAhead: {
      zh: '请按要求办结，提交结果和佐证销号；有困难的，现在报告。',
      en: 'Please carry it out and hand in the result with evidence to close it. If there is a difficulty, report it now.',
    },
    ownerLate: {
      zh: '已办结的，今天提交结果和佐证销号；未办结的，今天写明原因和办结日期。',
      en: 'If it is carried out, hand in the result with evidence today. If not, say today why, and when it will be.',
    },
    department: {
      zh: '请今天核实办理进展，给出办结日期。',
      en: 'Please check today how far it is, and give a date.',
    },
    chief: {
      zh: '请今天与承办单位对接，掌握进展，写明需要协调的事。',
      en: 'Please ask the body in charge today how far it is, and write down what needs settling.',
    },
    leader: {
      zh: '请您决定：限期办结，还是改由其他单位承办。',
      en: 'Please decide: set a last day, or give it to another body.',
    },
  },
  blocker: {
    done: '解决',
    ownerAhead: {
      zh: '请在到期前解决并报告结果；解决不了的，现在写明请谁协调什么。',
      en: 'Please solve it by then and report. If you can not, say now whose help you need, and for what.',
    },
    ownerLate: {
      zh: '已解决的，今天报告；未解决的，今天写明进展、解决日期和请谁定什么事。',
      en: 'If it is solved, report it today. If not, say today how far it is, when it will be, and who must settle what.',
    },
    department: {
      zh: '请今天提出解决办法和完成日期。',
      en: 'Please propose a solution and a date today.',
    },
    chief: {
      zh: '请今天与责任单位对接，写明对项目进度的影响。',
      en: 'Please speak with the body responsible today, and write down what it means for the schedule.',
    },
    leader: {
      zh: '请您决定：由谁负责打通，何时之前完成。',
      en: 'Please decide: who clears it, and by when.',
    },
  },
};

/** What is asked of those who do not answer for it, while there is still time. */
export const AHEAD: Record<'department' | 'chief' | 'leader' | 'agency', Text> = {
  department: {
    zh: '请提前了解进展；需要贵单位配合的，到期前办完。',
    en: 'Please see how far it is. If it needs something of you, have it done by then.',
  },
  chief: {
    zh: '请提前与责任人确认能否按期。',
    en: 'Please settle with the person responsible whether it will be in time.',
  },
  leader: {
    zh: '请您知悉，暂不需要决定；预计不能按期的，会另行报告。',
    en: 'For your information; nothing to decide yet. You will be told if it will not be in time.',
  },
  agency: {
    zh: '请帮企业提前备齐材料，到期前办完。',
    en: 'Please help the enterprise to have its documents ready, so that it is done by then.',
  },
};

export const AGENCY_LATE: Text = {
  zh: '请今天问清卡在哪一步，帮企业补齐所缺材料，并告知责任人。',
  en: 'Please find out today at which step it is stuck, help the enterprise with what is missing, and tell the person responsible.',
};

/** What the office does follows from how far it has risen. */
export const OFFICE: Record<RungName, Text> = {
  remind: { zh: '请留意进展，暂不需要处理。', en: 'Please keep an eye on it; nothing to do yet.' },
  due: { zh: '请留意今天是否报告完成。', en: 'Please see whether it is reported today.' },
  chief: {
    zh: '请今天联系责任人，记下答复。',
    en: 'Please ask the person responsible today and note the answer.',
  },
  department: {
    zh: '请列入本周调度，跟踪责任人和部门的答复。',
    en: 'Please put it on this week’s review and follow up what is answered.',
  },
  leader: {
    zh: '请列入本周调度，备好情况说明供领导决定。',
    en: 'Please put it on this week’s review, with a short account for the leader to decide on.',
  },
  severe: {
    zh: '请当天上报领导，列为本周调度重点。',
    en: 'Please report it to the leader today and put it first on this week’s review.',
  },
  onSiteOffice: {
    zh: '请列入下次现场办公议题，备好情况说明和待决事项。',
    en: 'Please put it on the next on-site meeting’s agenda, with a short account and what is to be decided.',
  },
};

/** Nobody holds the role, so the office was told in its place. */
export const VACANT: Text = {
  zh: '这件事还没有责任人：请今天指定责任人，并把本通知转给本人。',
  en: 'Nobody is responsible for this yet: please appoint someone today and pass this on.',
};

/** What a leader is told first, where the rung says more than that it is late. */
export const RAISED: Partial<Record<RungName, Text>> = {
  severe: { zh: '已属严重逾期。', en: 'It is severely late.' },
  onSiteOffice: { zh: '已列入下次现场办公议题。', en: 'It is on the agenda of the next on-site meeting.' },
};

/** Before the link. */
export const LINK: Record<'act' | 'see', Text> = {
  act: {
    zh: '点下面的链接即可确认收到、报告完成、申请延期或说明原因，不用登录；只供您本人使用，请勿转发。',
    en: 'The link below lets you acknowledge, report, ask for an extension or give a reason, with no login. It is yours alone: please do not forward it.',
  },
  see: {
    zh: '点下面的链接查看详情并确认收到，不用登录；只供您本人使用，请勿转发。',
    en: 'The link below shows the details and lets you acknowledge, with no login. It is yours alone: please do not forward it.',
  },
};
