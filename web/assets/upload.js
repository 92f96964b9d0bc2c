/** Brings a file to a project: its bytes as they are, its name and what it is about in the address. */
import { hold, refuse } from './main.js';

const { csrf = '' } = document.body.dataset;

for (const form of document.querySelectorAll('form[data-upload]'))
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('button');
    const [file] = form.elements.file.files;
    const about = form.elements.about.value;
    button.disabled = true;
    const release = hold();
    let leaves = false;
    form.querySelector('.fault').hidden = true;
    try {
      const query = new URLSearchParams({ name: file.name, ...(about ? { about } : {}) });
      const answer = await fetch(`${form.dataset.upload}?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', 'x-csrf-token': csrf },
        body: file,
      });
      leaves = answer.ok;
      if (leaves) location.reload();
      else refuse(form, await answer.json().catch(() => ({})));
    } catch {
      refuse(form, {});
    } finally {
      button.disabled = false;
      if (!leaves) release();
    }
  });
