/** The page of the rules: previews a change, lets it be made while it is as previewed, moves projects. */
import { make, table } from './elements.js';
import { bodyOf, refuse, send, words } from './main.js';

const { language = 'zh' } = document.body.dataset;
const T = {
  zh: {
    light: { red: '■ 红', yellow: '▲ 黄', green: '● 绿' },
    days: (d) => (d.length === 0 ? '没有日子的性质改变。' : `性质改变的日子（${d.length}）：${d.join('、')}`),
    moves: (n) => (n === 0 ? '没有期限会移动。' : `会移动的期限：${n}`),
    lights: (n) => (n === 0 ? '没有项目的灯会改变。' : `会改变的灯：${n}`),
    rungs: (n) => (n === 0 ? '没有下一级督办会改变。' : `会改变的下一级督办：${n}`),
    project: '项目',
    obligation: '事项',
    from: '原到期',
    dueOn: '新到期',
    now: '现在',
    then: '将为',
    why: '原因',
    first: (n) => `只列前 ${n} 条。`,
    none: '没有需要更换的项目。',
    change: '变化',
    unmet: '新增未满足条件',
    move: '改用',
    moveAll: (n) => `全部改用（${n} 个）`,
    moved: '已改用',
    added: (list) => `新增：${list}`,
    retired: (list) => `撤销：${list}`,
    limits: (list) => `时限：${list}`,
    stage: (a, b) => `阶段 ${a} → ${b}`,
    same: '只换版本',
    notJson: '这不是一个 JSON 文件。',
  },
  en: {
    light: { red: '■ red', yellow: '▲ yellow', green: '● green' },
    days: (d) => (d.length === 0 ? 'No day changes.' : `Days that change (${d.length}): ${d.join(', ')}`),
    moves: (n) => (n === 0 ? 'No deadline would move.' : `Deadlines that would move: ${n}`),
    lights: (n) => (n === 0 ? 'No light would change.' : `Lights that would change: ${n}`),
    rungs: (n) => (n === 0 ? 'No next rung would change.' : `Next rungs that would change: ${n}`),
    project: 'project',
    obligation: 'obligation',
    from: 'due now',
    dueOn: 'due then',
    now: 'now',
    then: 'then',
    why: 'why',
    first: (n) => `Only the first ${n} are listed.`,
    none: 'No project would move.',
    change: 'change',
    unmet: 'newly unmet',
    move: 'Move it',
    moveAll: (n) => `Move all ${n}`,
    moved: 'moved',
    added: (list) => `added: ${list}`,
    retired: (list) => `withdrawn: ${list}`,
    limits: (list) => `limits: ${list}`,
    stage: (a, b) => `stage ${a} → ${b}`,
    same: 'its version only',
    notJson: 'This is no JSON file.',
  },
}[language];
const SHOWN = 200;

/** Rows under a sentence that counts them; nothing but the sentence where there are none. */
function part(sentence, heads, rows) {
  const parts = [make('p', {}, make('strong', {}, sentence))];
  if (rows.length === 0) return parts;
  parts.push(table(heads, rows.slice(0, SHOWN), sentence));
  if (rows.length > SHOWN) parts.push(make('p', { className: 'muted' }, T.first(SHOWN)));
  return parts;
}

const toProject = (id, name) => make('a', { href: `/page/projects/${encodeURIComponent(id)}` }, name);
const rung = (r) => (r ? `${r.on} ${r.name[language]}: ${r.to.join(language === 'zh' ? '、' : ', ')}` : '—');

const SHOWS = {
  calendar: ({ days, moves }) => [
    make('p', {}, T.days(days)),
    ...part(
      T.moves(moves.length),
      [T.project, T.obligation, T.from, T.dueOn, T.why],
      moves.map((m) => [toProject(m.project, m.name), m.title, m.from, m.dueOn, m.reason[language]]),
    ),
  ],
  policy: ({ lights, rungs }) => [
    ...part(
      T.lights(lights.length),
      [T.project, T.now, T.then, T.why],
      lights.map((l) => [
        toProject(l.project, l.name),
        T.light[l.before.light],
        T.light[l.after.light],
        l.after.why[language],
      ]),
    ),
    ...part(
      T.rungs(rungs.length),
      [T.project, T.obligation, T.now, T.then],
      rungs.map((r) => [toProject(r.project, r.name), r.title, rung(r.before), rung(r.after)]),
    ),
  ],
};

for (const form of document.querySelectorAll('form[data-preview]')) {
  const place = form.querySelector('.preview');
  const submit = form.querySelector('button[type=submit]');
  // What was previewed is what is sent: after a change it is previewed anew.
  const stale = () => {
    if (submit) submit.disabled = true;
    place.replaceChildren();
  };
  form.addEventListener('input', stale);
  form.addEventListener('click', async ({ target }) => {
    if (target.matches('[data-remove]')) {
      target.closest('[data-item]').remove();
      stale();
    } else if (target.matches('[data-add]')) {
      const row = target.parentElement;
      const chosen = row.querySelectorAll('template')[Number(row.querySelector('[data-adder]').value)];
      row.before(chosen.content.cloneNode(true));
      stale();
    } else if (target.matches('[data-ask]') && form.reportValidity()) {
      form.querySelector('.fault').hidden = true;
      target.disabled = true;
      try {
        const answer = await send('POST', form.dataset.preview, bodyOf(form));
        const said = await answer.json().catch(() => ({}));
        if (!answer.ok) return refuse(form, said);
        place.replaceChildren(...SHOWS[form.dataset.kindOf](said));
        if (submit) submit.disabled = false;
      } catch {
        refuse(form, {});
      } finally {
        target.disabled = false;
      }
    }
  });
}

const differences = ({ data, stageBefore, stageAfter }) => {
  const join = (list) => list.join(language === 'zh' ? '、' : ', ');
  const added = [...data.milestonesAdded, ...data.itemsAdded].map((m) => m.name);
  const retired = [...data.milestonesRetired, ...data.itemsRetired];
  const limits = data.limitsChanged.map((l) => `${l.item} ${l.from}→${l.to}`);
  const parts = [
    ...(added.length > 0 ? [T.added(join(added))] : []),
    ...(retired.length > 0 ? [T.retired(join(retired))] : []),
    ...(limits.length > 0 ? [T.limits(join(limits))] : []),
    ...(stageBefore === stageAfter ? [] : [T.stage(stageBefore, stageAfter)]),
  ];
  return parts.length > 0 ? parts.join('; ') : T.same;
};

for (const box of document.querySelectorAll('[data-moves]')) {
  const place = box.querySelector('.preview');
  const { moves, to, may } = box.dataset;

  /** Moves one project; its row says so, or why not. */
  const move = async (project, button) => {
    button.disabled = true;
    const answer = await send('POST', `/v1/projects/${encodeURIComponent(project)}/commands`, {
      type: 'moveTemplate',
      to: JSON.parse(to),
    });
    if (answer.ok) button.replaceWith(T.moved);
    else {
      button.disabled = false;
      refuse(box, await answer.json().catch(() => ({})));
    }
    return answer.ok;
  };

  box.querySelector('[data-ask-moves]').addEventListener('click', async ({ target }) => {
    target.disabled = true;
    box.querySelector('.fault').hidden = true;
    try {
      const answer = await fetch(moves);
      const found = await answer.json();
      if (!answer.ok) return refuse(box, found);
      const buttons = [];
      const rows = found.map((one) => {
        const cells = [toProject(one.project, one.name), differences(one), one.newlyUnmet.join(' ') || '—'];
        if (!may) return cells;
        const button = make('button', { type: 'button', className: 'second' }, T.move);
        button.setAttribute('aria-label', `${T.move} ${one.name}`);
        button.addEventListener('click', () => void move(one.project, button));
        buttons.push([one.project, button]);
        return [...cells, button];
      });
      const heads = [T.project, T.change, T.unmet, ...(may ? [T.move] : [])];
      place.replaceChildren(...part(found.length === 0 ? T.none : `${found.length}`, heads, rows));
      if (buttons.length > 1) {
        const all = make('button', { type: 'button' }, T.moveAll(buttons.length));
        all.addEventListener('click', async () => {
          all.disabled = true;
          const bar = make('progress', { max: buttons.length, value: 0 });
          bar.setAttribute('aria-label', T.moveAll(buttons.length));
          all.after(bar);
          for (const [project, button] of buttons) {
            if (button.isConnected && !(await move(project, button))) break;
            bar.value += 1;
          }
        });
        place.append(make('p', {}, all));
      }
    } catch {
      refuse(box, {});
    } finally {
      target.disabled = false;
    }
  });
}

const file = document.querySelector('#template-form');
file?.addEventListener('submit', async (event) => {
  event.preventDefault();
  file.querySelector('.fault').hidden = true;
  try {
    const template = JSON.parse(await file.querySelector('input').files[0].text());
    const answer = await send('POST', file.dataset.fileTo, template);
    if (answer.ok) location.reload();
    else refuse(file, await answer.json().catch(() => ({})));
  } catch (error) {
    refuse(file, error instanceof SyntaxError ? { detail: T.notJson } : { detail: words.away });
  }
});
