/**
 * The page of a signed link on a telephone: the photo is made small before it goes, and what is sent is kept on
 * the telephone until the system has answered, so that a bad network loses nothing and nothing is sent twice: a
 * link is good for one use, and a second sending gets the answer of the first.
 */
const zh = document.documentElement.lang.startsWith('zh');
const WORDS = zh
  ? { kept: '暂无网络：已保存在手机上，有网络后自动发送，请勿清除浏览器数据。', sending: '正在发送…' }
  : { kept: 'No network: it is kept on this telephone and sent when there is one.', sending: 'Sending…' };
const MOST_PIXELS = 1600;
const AGAIN_MS = 15_000;
const path = location.pathname;

/** One thing kept a path, in IndexedDB: a photo does not fit into local storage. */
const database = new Promise((resolve, reject) => {
  const asked = indexedDB.open('quancheng-links', 1);
  asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore('waiting'));
  asked.addEventListener('success', () => resolve(asked.result));
  asked.addEventListener('error', () => reject(asked.error));
});
async function kept(mode, act) {
  const store = (await database).transaction('waiting', mode).objectStore('waiting');
  const asked = act(store);
  return new Promise((resolve, reject) => {
    asked.addEventListener('success', () => resolve(asked.result));
    asked.addEventListener('error', () => reject(asked.error));
  });
}
const keep = (fields) => kept('readwrite', (s) => s.put(fields, path));
const forget = () => kept('readwrite', (s) => s.delete(path));
const waiting = () => kept('readonly', (s) => s.get(path));

/** A JPEG of at most so many pixels, without the place and device that a camera writes into its file. */
async function small(file) {
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, MOST_PIXELS / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), 'image/jpeg', 0.8));
  } catch {
    // What this browser can not draw goes as it is; the system says whether it takes it.
    return file;
  }
}

function say(text) {
  let note = document.querySelector('#state');
  if (!note) {
    note = document.createElement('p');
    note.id = 'state';
    note.className = 'card';
    note.setAttribute('role', 'status');
    document.querySelector('main').prepend(note);
  }
  note.textContent = text;
}

/** Shows what the system answered; what was written stays where it asks again. */
function show(page, fields) {
  document.querySelector('main').replaceWith(page.querySelector('main'));
  document.title = page.title;
  if (!['badForm', 'refused', 'open'].includes(page.querySelector('meta[name=quancheng]').content)) return;
  const action = document.querySelector(`input[name=action][value="${CSS.escape(fields.action)}"]`);
  const form = action?.closest('form');
  form?.closest('details')?.setAttribute('open', '');
  for (const [name, value] of Object.entries(fields))
    if (typeof value === 'string' && form?.elements[name]) form.elements[name].value = value;
  document.querySelector('[role=alert]')?.scrollIntoView();
}

let busy = false;
/** Sends what is kept, if anything is; keeps it where no answer of the system came. */
async function attempt() {
  if (busy) return;
  busy = true;
  try {
    const fields = await waiting();
    if (!fields) return;
    say(WORDS.sending);
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      if (value instanceof Blob) form.set(name, value, 'photo.jpg');
      else form.set(name, value);
    }
    const answer = await fetch(path, { method: 'POST', body: form });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    // A portal's page, or a fault on the way, is no answer.
    if (!page.querySelector('meta[name=quancheng]') || answer.status >= 500) throw new Error('no answer');
    await forget();
    show(page, fields);
  } catch {
    say(WORDS.kept);
  } finally {
    busy = false;
  }
}

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('form[method=post]')) return;
  event.preventDefault();
  const button = form.querySelector('button');
  if (button.disabled) return;
  button.disabled = true;
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (value instanceof File) {
      if (value.size > 0) fields[name] = await small(value);
    } else fields[name] = value;
  }
  await keep(fields);
  await attempt();
  button.disabled = false;
});

addEventListener('online', attempt);
setInterval(attempt, AGAIN_MS);
await attempt();
