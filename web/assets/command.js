// @ts-check
/**
 * Forms of class `command` send JSON to the API. A form keeps its idempotency key until it is answered, so a
 * second tap or a lost answer does nothing twice.
 */
const said = document.querySelector('#said');
const zh = document.documentElement.lang.startsWith('zh');

/** Fields of a form as JSON: empty ones left out, numbers as numbers, lines of a `data-lines` area as a list. */
function fieldsOf(/** @type {HTMLFormElement} */ form) {
  /** @type {Record<string, unknown>} */
  const fields = {};
  for (const input of form.elements) {
    if (!(
      input instanceof HTMLInputElement ||
      input instanceof HTMLSelectElement ||
      input instanceof HTMLTextAreaElement
    ))
      continue;
    if (input.name === '' || input.value.trim() === '') continue;
    if (input instanceof HTMLInputElement && input.type === 'checkbox') {
      if (input.checked) fields[input.name] = true;
    } else if (input.dataset.lines !== undefined)
      fields[input.name] = input.value
        .split('\n')
        .map((l) => l.trim())
        .filter(Boolean);
    else fields[input.name] = input.type === 'number' ? Number(input.value) : input.value.trim();
  }
  return fields;
}

async function send(/** @type {HTMLFormElement} */ form) {
  form.dataset.key ??= crypto.randomUUID();
  const response = await fetch(form.dataset.to ?? '', {
    method: form.dataset.method ?? 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': form.dataset.key },
    body: JSON.stringify({ ...JSON.parse(form.dataset.command ?? '{}'), ...fieldsOf(form) }),
  });
  // Answered, whatever the answer: what is changed and sent again is another command.
  delete form.dataset.key;
  if (response.ok) return null;
  const problem = await response.json().catch(() => ({}));
  return (zh ? problem.title : (problem.detail ?? problem.title)) ?? `${response.status}`;
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.classList.contains('command')) return;
  event.preventDefault();
  if (form.dataset.confirm !== undefined && !confirm(form.dataset.confirm)) return;
  const answer = form.querySelector('.answer');
  const button = form.querySelector('button');
  if (button) button.disabled = true;
  send(form)
    .then((fault) => {
      if (fault !== null) {
        if (answer) answer.textContent = fault;
        return;
      }
      if (said) said.textContent = zh ? '已记录' : 'Recorded';
      location.reload();
    })
    .catch(() => {
      if (answer)
        answer.textContent = zh
          ? '网络不通，请稍后再按一次（不会重复）'
          : 'No connection: try again, it is done once';
    })
    .finally(() => {
      if (button) button.disabled = false;
    });
});
