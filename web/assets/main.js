/**
 * What every page does: choices lead to their address, forms of commands speak to the API, and a page that
 * follows the log fetches anew what changed. Nothing here is needed to read a page.
 */
const { csrf = '', language = 'zh', position } = document.body.dataset;
const WORDS = {
  zh: {
    away: '连不上服务器，请稍后再试；填写的内容仍在。',
    stale: '有新的变化。填完或取消后会自动更新。',
    shown: '只显示这一次，请立即保存：',
  },
  en: {
    away: 'The server can not be reached: try again later. What you wrote is still here.',
    stale: 'Something has changed. It is shown when the form is sent or left.',
    shown: 'Shown this once, keep it now: ',
  },
};
export const words = WORDS[language];

document.addEventListener('change', (event) => {
  if (event.target.matches('[data-choice]')) location.assign(event.target.value);
});

/** The value of a field as its kind says; undefined where nothing was filled in. */
function valueOf(input) {
  const { kind } = input.dataset;
  if (kind === 'several') return input.checked ? input.value : undefined;
  if (kind === 'yes') return input.checked || undefined;
  const text = input.value.trim();
  if (text === '') return undefined;
  if (kind === 'number') return Number(text);
  if (kind === 'lines')
    return text
      .split('\n')
      .map((t) => t.trim())
      .filter(Boolean);
  if (kind === 'list')
    return text
      .split(/[,，、\n]+/)
      .map((t) => t.trim())
      .filter(Boolean);
  return text;
}

/** Between two fetches of the page, however many changes come. */
const PAUSE_MS = 300;
let asked = false;
let asking = false;
/** Forms under way: what they change is shown by their answer, and not before it under the reader's hands. */
let sending = 0;

/** Nothing is shown anew until what this returns is called: for who sends something and shows its answer. */
export function hold() {
  sending += 1;
  return () => {
    sending -= 1;
    if (asked) void refresh();
  };
}

const random = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`.replace('.', '');

/** `$new:d` becomes an id that begins with d: one a form, so that the page is the same each time it is made. */
const withIds = (form, text) =>
  text.replace(/\$new:(\w+)/g, (_, kind) => `${kind}-${(form.dataset.newId ??= random().slice(0, 8))}`);

/** Sets what stands at a path of dots: `data.dueOn`. */
function put(body, path, set) {
  const keys = path.split('.');
  let place = body;
  for (const key of keys.slice(0, -1)) place = place[key] ??= {};
  place[keys.at(-1)] = set(place[keys.at(-1)]);
}

/** Fills in what stands in the fields; those of the kind `several` are gathered. */
function fill(body, inputs) {
  for (const input of inputs) {
    const value = valueOf(input);
    if (value === undefined) continue;
    put(body, input.name, (before) =>
      input.dataset.kind === 'several' ? [...(before ?? []), value] : value,
    );
  }
  return body;
}

/** The body that a form stands for: its command, what was filled in, and its lists, item by item. */
export function bodyOf(form) {
  const fields = [...form.querySelectorAll('[data-kind]')];
  const body = fill(
    JSON.parse(withIds(form, form.dataset.command || '{}')),
    fields.filter((input) => !input.closest('[data-list]')),
  );
  for (const list of form.querySelectorAll('[data-list]')) {
    const { list: path, order } = list.dataset;
    const items = [...list.querySelectorAll('[data-item]')].map((item) =>
      fill(JSON.parse(item.dataset.item), item.querySelectorAll('[data-kind]')),
    );
    put(body, path, () => (order ? items.toSorted((a, b) => a[order] - b[order]) : items));
  }
  return body;
}

/** Sends JSON to the API as this session. */
export const send = (method, to, body, headers = {}) =>
  fetch(to, {
    method,
    headers: { 'content-type': 'application/json', 'x-csrf-token': csrf, ...headers },
    body: JSON.stringify(body),
  });

/** Says a refusal beside its form and at its field. */
export function refuse(form, problem) {
  const fault = form.querySelector('.fault');
  const field = problem.field && form.querySelector(`[name="${CSS.escape(problem.field)}"]`);
  for (const input of form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
  fault.textContent = problem.message?.[language] ?? problem.detail ?? words.away;
  fault.hidden = false;
  if (field) {
    field.setAttribute('aria-invalid', 'true');
    field.focus();
  }
}

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('form[data-to]')) return;
  event.preventDefault();
  const { method, then, version, shows, confirm: question } = form.dataset;
  const to = withIds(form, form.dataset.to);
  // Drawn with the first sending: the same one again is done once.
  const key = (form.dataset.key ??= random());
  if (question && !window.confirm(question)) return;
  const button = form.querySelector('button[type=submit]');
  button.disabled = true;
  const release = hold();
  let leaves = false;
  form.querySelector('.fault').hidden = true;
  try {
    const headers = {
      'idempotency-key': key,
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    };
    const answer = await send(method, to, bodyOf(form), headers);
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      // What is mended is another command.
      form.dataset.key = random();
      refuse(form, said);
    } else if (shows) {
      const out = document.createElement('output');
      out.textContent =
        words.shown +
        shows
          .split(' ')
          .map((name) => said[name])
          .join(' ');
      form.replaceWith(out);
    } else {
      form.reset();
      leaves = true;
      if (then) location.assign(then);
      else {
        // What was unfolded is shown again.
        const here = unfolded();
        if (here.href === location.href) location.reload();
        else location.replace(here);
      }
    }
  } catch {
    refuse(form, {});
  } finally {
    button.disabled = false;
    if (!leaves) release();
  }
});

/** Whether somebody is writing in there. */
const isInUse = (part) =>
  [...part.querySelectorAll('input:not([type=hidden]), textarea, select')].some(
    (f) =>
      !f.matches('[data-choice]') &&
      (f === document.activeElement ||
        (f.type === 'checkbox' ? f.checked !== f.defaultChecked : f.value !== (f.defaultValue ?? f.value))),
  );

/** Puts the parts of a newer page in place; what is unfolded stays so, a form in use is not taken away. */
function takeIn(page) {
  for (const part of document.querySelectorAll('[data-live]')) {
    const fresh = page.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`);
    if (!fresh || fresh.innerHTML === part.innerHTML) continue;
    if (isInUse(part)) {
      say(part);
      continue;
    }
    const open = new Set([...part.querySelectorAll('details[open][id]')].map((d) => d.id));
    part.innerHTML = fresh.innerHTML;
    for (const details of part.querySelectorAll('details[id]')) details.open = open.has(details.id);
  }
}

function say(part) {
  if (part.querySelector(':scope > .stale')) return;
  const note = document.createElement('p');
  note.className = 'stale';
  note.setAttribute('role', 'status');
  note.textContent = words.stale;
  part.prepend(note);
}

/** The address of this page with what is unfolded on it, and one more line. */
function unfolded(more) {
  const address = new URL(location.href);
  address.searchParams.delete('unfold');
  const open = [...document.querySelectorAll('details[data-unfold][open]')].map((d) => d.id);
  for (const id of more && !open.includes(more) ? [...open, more] : open)
    address.searchParams.append('unfold', id);
  return address;
}

// What is folded is not in the page: it is fetched when it is unfolded.
document.addEventListener(
  'toggle',
  async ({ target }) => {
    if (!target.open || !target.matches('details[data-unfold]')) return;
    const link = target.querySelector(':scope > a');
    if (!link) return;
    const answer = await fetch(unfolded(target.id), { headers: { accept: 'text/html' } }).catch(
      () => undefined,
    );
    // The link that stands there still leads to it.
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.getElementById(target.id);
    if (fresh && link.isConnected) target.innerHTML = fresh.innerHTML;
  },
  true,
);

/** Fetches the page anew; asked for again meanwhile, once more, after a pause as long as the page took. */
export async function refresh() {
  asked = true;
  if (asking || sending > 0) return;
  [asked, asking] = [false, true];
  const began = performance.now();
  try {
    const answer = await fetch(unfolded(), { headers: { accept: 'text/html' } });
    const page = answer.ok && new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (sending > 0) asked = true;
    else if (page) takeIn(page);
  } catch {
    // The next change asks again.
  }
  await new Promise((done) => setTimeout(done, Math.max(PAUSE_MS, performance.now() - began)));
  asking = false;
  if (asked) await refresh();
}

/**
 * Calls back for each change of the log since the page was read that this reader may see; says when the line is
 * cut and when it is back. A page that nobody looks at holds no line: a browser has few of them for one server.
 */
export function follow(onChange, onLine = () => {}) {
  let changes;
  let began = false;
  const open = () => {
    changes = new EventSource(`/v1/changes?names=none${position && !began ? `&after=${position}` : ''}`);
    changes.addEventListener('start', () => {
      onLine(true);
      // What happened while the line was cut.
      if (began) onChange();
      began = true;
    });
    changes.addEventListener('error', () => onLine(false));
    changes.addEventListener('message', onChange);
  };
  document.addEventListener('visibilitychange', () => {
    changes?.close();
    changes = undefined;
    if (!document.hidden) open();
  });
  if (!document.hidden) open();
}

// A page that comes back as it was left says what was.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});
if (document.body.dataset.follow) follow(refresh);
document.addEventListener('focusout', () => {
  if (document.querySelector('.stale')) setTimeout(refresh, 0);
});
