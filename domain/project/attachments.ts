/** Photos and documents of a project. The log says what there is; the bytes lie in a store, under their hash. */
import { accept, refuse } from '../decision.ts';
import { event, pick, unknown, type Decide, type Evolve } from './slice.ts';
import { idOf, keyOf, own, type Project } from './state.ts';

export const evolveAttachments: Evolve<'attachmentAdded'> = {
  attachmentAdded: (state, data, on) => ({
    ...state,
    attachments: {
      ...state.attachments,
      [data.sha256]: { ...pick(data, 'name', 'media', 'bytes', 'about'), on },
    },
  }),
};

export const decideAttachments: Decide<'addAttachment'> = {
  addAttachment(command, state, { on }) {
    if (own(state.attachments ?? {}, command.sha256))
      return refuse('attachmentExists', '该文件已上传', 'the same file is there already', 'sha256');
    const { about } = command;
    if (about !== undefined && !canShow(state, about)) return unknown('Subject', '事项', about, 'about');
    return accept(event('attachmentAdded', on, pick(command, 'sha256', 'name', 'media', 'bytes', 'about')));
  },
};

/** What a file may be about: a milestone or an approval item, also one without a date, or any obligation. */
function canShow(state: Project, key: string): boolean {
  const id = idOf(key);
  return (
    own(state.obligations, key) !== undefined ||
    (key === keyOf('milestone', id) && own(state.milestones, id) !== undefined) ||
    (key === keyOf('approvalItem', id) && own(state.approvalItems, id) !== undefined)
  );
}
