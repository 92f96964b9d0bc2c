/** The lifecycle templates, and what moving the open projects to another version of theirs would change. */
import { conditionText, type Template } from '../domain/templates.ts';
import type { RulesShown } from './rules.tsx';
import { say, text, type View } from './view.ts';

export function TemplatesPart({ view, model }: RulesShown) {
  const { templates, may, county } = model;
  const query = county === undefined ? '' : `?county=${encodeURIComponent(county)}`;
  const words = (zh: string, en: string): string => say(view, text(zh, en));
  return (
    <section id="templates">
      <h2>{words('生命周期模板', 'Lifecycle templates')}</h2>
      {templates.map((t) => (
        <details id={`template-${t.id}-${t.version}`} class="card">
          <summary>
            {say(view, t.name)} · {t.id} v{t.version}
          </summary>
          <InWords view={view} template={t} />
          {may.previewMoves ? (
            <div
              class="moves"
              data-moves={`/v1/rules/templates/${t.id}/${t.version}/moves${query}`}
              data-to={JSON.stringify({ id: t.id, version: t.version })}
              data-may={may.moveProjects ? 'true' : undefined}
            >
              <button type="button" class="second" data-ask-moves>
                {words(
                  '在建项目改用此版本会怎样',
                  'What moving the open projects to this version would change',
                )}
              </button>
              <p class="fault" role="alert" hidden></p>
              <div class="preview" role="status"></div>
            </div>
          ) : null}
          <details>
            <summary>{words('模板文件（JSON）', 'The template as a file (JSON)')}</summary>
            <pre tabindex={0}>{JSON.stringify(t, null, 2)}</pre>
          </details>
        </details>
      ))}
      {may.addTemplate ? (
        <details id="add-template">
          <summary>{words('增加模板或新版本', 'Add a template or a version')}</summary>
          <form class="command" id="template-form" data-file-to="/v1/rules/templates">
            <label>
              <span>{words('JSON 文件', 'A JSON file')}</span>
              <input type="file" accept=".json,application/json" required />
              <small class="muted">
                {words(
                  '可从上面任一模板的文件改起；YAML 请用命令 quancheng template add',
                  'begin with the file of a template above; for YAML: quancheng template add',
                )}
              </small>
            </label>
            <button type="submit">{words('检查并增加', 'Check and add it')}</button>
            <p class="fault" role="alert" hidden></p>
          </form>
        </details>
      ) : null}
    </section>
  );
}

function InWords({ view, template }: { view: View; template: Template }) {
  const words = (zh: string, en: string): string => say(view, text(zh, en));
  return (
    <>
      <ol>
        {template.stages.map(({ name, gate = [] }) => (
          <li>
            {say(view, name)}
            {gate.length === 0 ? null : (
              <small>
                {' '}
                {words('进入条件：', 'Entered when: ')}
                {gate.map((c) => say(view, conditionText(c))).join(words('；', '; '))}
              </small>
            )}
          </li>
        ))}
      </ol>
      <p>
        {words('节点：', 'Milestones: ')}
        {template.milestones.map((m) => say(view, m.name)).join(words('、', ', ')) || '—'}
      </p>
      {template.approvalItems.length === 0 ? null : (
        <ul>
          {template.approvalItems.map((item) => (
            <li>
              {say(view, item.name)}{' '}
              <small>
                {item.department}
                {words(`，${item.limitWorkdays} 个工作日`, `, ${item.limitWorkdays} working days`)}
                {item.onCommitment ? words('，可承诺', ', on commitment') : ''}
              </small>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
