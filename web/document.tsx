/** A document of `documents/` within a page: the same words as on paper. */
import { numbered, type Block, type Document } from '../documents/document.ts';
import { Table } from './parts.tsx';

/** Headings begin at the second level, below the title of the page. Always in Chinese, as it is filed. */
export function DocumentView({ document }: { document: Document }) {
  let under = document.title;
  return (
    <article lang="zh-CN" class="card">
      <h2>{document.title}</h2>
      <p class="muted">{document.subtitle}</p>
      {numbered(document.sections).flatMap(({ blocks }) =>
        blocks.map((block, i) => {
          if (block.type === 'heading') under = block.text;
          return <BlockView block={block} caption={block.type === 'table' ? `${under} ${i}` : under} />;
        }),
      )}
    </article>
  );
}

function BlockView({ block, caption }: { block: Block; caption: string }) {
  switch (block.type) {
    case 'heading':
      return block.level === 1 ? <h3>{block.text}</h3> : <h4>{block.text}</h4>;
    case 'table':
      return (
        <Table caption={caption} heads={block.head} empty="">
          {block.rows.map((row) => (
            <tr>
              {row.map((cell) => (
                <td class="lines">{cell}</td>
              ))}
            </tr>
          ))}
        </Table>
      );
    case 'note':
      return (
        <p>
          <small>{block.text}</small>
        </p>
      );
    case 'paragraph':
      return <p>{block.text}</p>;
  }
}
