/** The wizard that takes a ledger in: choose, see the difference, name unknown columns, then do it. */
import { TABLES } from '../ledger/tables.ts';
import { Page } from './layout.tsx';
import { say, text, type View } from './view.ts';

/** Every county that the reader may import into; with none known, its name is typed. */
export function ImportPage({
  view,
  counties,
  county,
}: {
  view: View;
  counties: readonly string[];
  county: string | undefined;
}) {
  return (
    <Page view={view} title={say(view, text('导入台账', 'Import a ledger'))} scripts={['import.js']}>
      <p>
        {say(
          view,
          text(
            '选择 .xlsx 或 .csv 台账，先看差异，确认后再执行。空单元格不改动任何内容，表中没有的项目不受影响。',
            'Choose a ledger, .xlsx or .csv. You see the difference first; nothing is done before you confirm. An empty cell changes nothing, a project that is not in it is left alone.',
          ),
        )}
      </p>
      <form id="choose" class="card">
        <label>
          {say(view, text('县区', 'County'))}
          <input
            name="county"
            required
            maxlength={100}
            list="counties"
            value={county ?? ''}
            autocomplete="off"
          />
        </label>
        <datalist id="counties">
          {counties.map((c) => (
            <option value={c}></option>
          ))}
        </datalist>
        <label>
          {say(view, text('台账文件', 'The file'))}
          <input name="file" type="file" required accept=".xlsx,.csv" />
        </label>
        <button type="submit">{say(view, text('试导入', 'Try it'))}</button>{' '}
        <a id="export" class="button second" href="/v1/ledger" hidden>
          {say(view, text('导出现有台账', 'Export the present ledger'))}
        </a>
        <p class="fault" role="alert" hidden></p>
      </form>
      <div id="plan" role="status" tabindex={-1}></div>
      <template id="columns">
        {Object.values(TABLES).map((table) => (
          <select data-table={table.id}>
            <option value="">{say(view, text('不读取', 'do not read'))}</option>
            {table.columns
              .filter((c) => c.kind !== 'shown')
              .map((c) => (
                <option value={c.key}>{c.header}</option>
              ))}
          </select>
        ))}
      </template>
      <noscript>
        <p class="fault">{say(view, text('此页需要启用脚本。', 'This page needs scripts.'))}</p>
      </noscript>
    </Page>
  );
}
