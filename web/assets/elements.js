/** What scripts build a page's parts from. */

/** An element with text or children; nothing of a file or an answer is ever taken as markup. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** A table that scrolls by itself where the window is narrow; `label` names it for who cannot see it. */
export function table(heads, rows, label = heads.join(' ')) {
  const head = make('tr', {}, ...heads.map((h) => make('th', { scope: 'col' }, h)));
  const cell = (content) => make('td', DAY.test(content) ? { className: 'day' } : {}, content);
  const body = rows.map((cells) => make('tr', {}, ...cells.map(cell)));
  const region = make(
    'div',
    { className: 'scroll', tabIndex: 0 },
    make('table', {}, make('thead', {}, head), make('tbody', {}, ...body)),
  );
  region.setAttribute('role', 'region');
  region.setAttribute('aria-label', label);
  return region;
}
