/** Photos and documents of a project. The log says what there is; the bytes lie in a store, under their hash. */
import { accept, refuse } from '../decision.ts';
import { event, pick, type Decide, type Evolve } from './slice.ts';
import { own } from './state.ts';

export const evolveAttachments: Evolve<'attachmentAdded'> = {
  attachmentAdded: (state, data, on) => ({
    ...state,
    attachments: {
      ...state.attachments,
      [data.sha256]: { ...pick(data, 'name', 'media', 'bytes'), on },
    },
  }),
};

export const decideAttachments: Decide<'addAttachment'> = {
  addAttachment(command, state, { on }) {
    if (own(state.attachments ?? {}, command.sha256))
      return refuse('attachmentExists', '该文件已上传', 'the same file is there already', 'sha256');
    return accept(event('attachmentAdded', on, pick(command, 'sha256', 'name', 'media', 'bytes')));
  },
};
