/** The wizard of a ledger: sends the file, shows what it would change, and does it. */
import { make, table } from './elements.js';
import { refuse, send, words } from './main.js';

const { csrf = '', language = 'zh' } = document.body.dataset;
const T = {
  zh: {
    counts: (n, c, u, f) => `新增 ${n}，变更 ${c}，不变 ${u}，错误 ${f}`,
    faults: '以下单元格需要改正，改正前不会导入任何内容：',
    cell: '单元格',
    fault: '问题',
    marked: '下载标出错误的文件',
    changes: '将要执行的差异',
    isNew: '新签项目',
    notes: '说明',
    unknown: '未识别的列：可指定其含义，并为本县保存',
    save: '保存列名并重新试导入',
    apply: (n) => `执行：导入 ${n} 个项目`,
    partial: (n) => `只导入没有错误的 ${n} 个项目`,
    nothing: '与现有内容一致，没有要导入的。',
    done: (d, of) => `已导入 ${d} / ${of} 个项目。`,
    doing: (i, of, name) => `${i} / ${of} ${name}`,
    board: '回到周调度',
  },
  en: {
    counts: (n, c, u, f) => `${n} new, ${c} changed, ${u} unchanged, ${f} faults`,
    faults: 'These cells must be mended; until then nothing is imported:',
    cell: 'cell',
    fault: 'what is wrong',
    marked: 'Download the file with its faults marked',
    changes: 'What would be done',
    isNew: 'new project',
    notes: 'Notes',
    unknown: 'Columns that are not known: say what they are, for this county',
    save: 'Save the columns and try again',
    apply: (n) => `Do it: import ${n} projects`,
    partial: (n) => `Import only the ${n} projects without faults`,
    nothing: 'It says what is known already: nothing to import.',
    done: (d, of) => `${d} of ${of} projects imported.`,
    doing: (i, of, name) => `${i} of ${of} ${name}`,
    board: 'Back to the review',
  },
}[language];

const form = document.querySelector('#choose');
const place = document.querySelector('#plan');
const exporting = document.querySelector('#export');

const heading = (text) => make('h2', {}, text);

function offerExport() {
  const { value } = form.county;
  exporting.hidden = value.trim() === '';
  exporting.href = `/v1/ledger?county=${encodeURIComponent(value.trim())}`;
}
form.county.addEventListener('input', offerExport);
offerExport();

const query = (more = {}) =>
  new URLSearchParams({ county: form.county.value.trim(), name: form.file.files[0].name, ...more });

/** Sends the file; the answer, or undefined when it was refused, which is said. */
async function upload(step, more) {
  const answer = await fetch(`/v1/ledger/${step}?${query(more)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-csrf-token': csrf },
    body: form.file.files[0],
  }).catch(() => undefined);
  if (answer?.ok) return answer;
  refuse(form, answer ? await answer.json().catch(() => ({})) : { detail: words.away });
  return undefined;
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  await attempt();
});

async function attempt() {
  const button = form.querySelector('button');
  form.querySelector('.fault').hidden = true;
  button.disabled = true;
  place.replaceChildren();
  try {
    const answer = await upload('plan');
    if (answer) show(await answer.json());
  } finally {
    button.disabled = false;
  }
}

function show(plan) {
  const able = plan.changes.filter((c) => c.commands > 0);
  const isNew = able.filter((c) => c.isNew).length;
  const parts = [heading(T.counts(isNew, able.length - isNew, plan.unchanged, plan.faults.length))];
  if (plan.faults.length > 0) {
    const marked = make('button', { type: 'button', className: 'second' }, T.marked);
    marked.addEventListener('click', download);
    parts.push(
      make('p', { className: 'fault' }, T.faults),
      table(
        [T.cell, T.fault],
        plan.faults.map((f) => [f.path, f.message[language]]),
      ),
      make('p', {}, marked),
    );
  }
  if (plan.unknown.length > 0) parts.push(columns(plan));
  if (able.length > 0) {
    parts.push(heading(T.changes));
    for (const change of able) {
      const details = make(
        'details',
        {},
        make(
          'summary',
          {},
          `${change.name}${change.isNew ? `（${T.isNew}）` : ''} · ${change.differences.length}`,
        ),
      );
      details.open = able.length <= 10;
      details.append(
        make(
          'ul',
          {},
          ...change.differences.map((d) => make('li', {}, `${d.text[language]} `, make('small', {}, d.at))),
        ),
      );
      parts.push(details);
    }
    const partial = plan.faults.length > 0;
    const button = make(
      'button',
      { type: 'button', id: 'apply' },
      partial ? T.partial(able.length) : T.apply(able.length),
    );
    button.addEventListener('click', () => apply(plan, able.length, button));
    parts.push(make('p', {}, button));
  } else if (plan.faults.length === 0) parts.push(make('p', {}, T.nothing));
  if (plan.notes.length > 0)
    parts.push(heading(T.notes), make('ul', {}, ...plan.notes.map((n) => make('li', {}, n[language]))));
  place.replaceChildren(...parts);
  place.focus();
}

/** What this county calls its columns, to be kept. */
function columns(plan) {
  const rows = plan.unknown.map(({ table: id, header }) => {
    const select = document
      .querySelector('#columns')
      .content.querySelector(`[data-table="${id}"]`)
      .cloneNode(true);
    select.setAttribute('aria-label', header);
    select.dataset.header = header;
    return [header, select];
  });
  const save = make('button', { type: 'button', className: 'second' }, T.save);
  const box = make('details', { className: 'card' }, make('summary', {}, T.unknown));
  save.addEventListener('click', async () => {
    const path = `/v1/ledger/mapping?${new URLSearchParams({ county: form.county.value.trim() })}`;
    const mapping = await (await fetch(path)).json();
    for (const [, select] of rows) {
      const { table: id, header } = select.dataset;
      mapping[id] = { ...mapping[id], [header]: select.value || null };
    }
    const answer = await send('PUT', path, mapping);
    if (answer.ok) await attempt();
    else refuse(form, await answer.json().catch(() => ({})));
  });
  box.append(table(['', ''], rows), make('p', {}, save));
  return box;
}

async function download() {
  const answer = await upload('errors');
  if (!answer) return;
  const link = make('a', { href: URL.createObjectURL(await answer.blob()), download: '导入错误.xlsx' });
  link.click();
  URL.revokeObjectURL(link.href);
}

async function apply(plan, of, button) {
  button.disabled = true;
  const bar = make('progress', { max: of, value: 0 });
  const line = make('p', {}, '');
  bar.setAttribute('aria-label', T.changes);
  button.after(bar, line);
  const answer = await upload('apply', {
    digest: plan.digest,
    ...(plan.faults.length > 0 ? { partial: 'true' } : {}),
  });
  if (!answer) {
    button.disabled = false;
    return;
  }
  const refused = [];
  let done = 0;
  let rest = '';
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const lines = (rest + chunk.value).split('\n');
    rest = lines.pop();
    for (const text of lines.filter(Boolean)) {
      const one = JSON.parse(text);
      if (one.project === undefined) done = one.done;
      else {
        bar.value += 1;
        line.textContent = T.doing(bar.value, of, one.name);
        if (one.refused) refused.push(`${one.name}: ${one.refused[language]}`);
      }
    }
  }
  place.replaceChildren(
    heading(T.done(done, of)),
    ...refused.map((text) => make('p', { className: 'fault' }, text)),
    make('p', {}, make('a', { href: '/' }, T.board)),
  );
  place.focus();
}
