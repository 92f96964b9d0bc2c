/** The ladder and the rules of the lights as they are, in words. */
import { ruleText } from '../domain/lights.ts';
import { CLOCK_NAMES } from '../domain/notice.ts';
import { CLOCK_KINDS, type Policy } from '../domain/policy.ts';
import type { Text } from '../domain/text.ts';
import { Light, Table } from './parts.tsx';
import { baseOf, PolicyFields, recipientName } from './rules-policy-form.tsx';
import { PreviewedForm } from './rules-parts.tsx';
import type { RulesShown } from './rules.tsx';
import { say, text, type View } from './view.ts';

export function PolicyPart({ view, model }: RulesShown) {
  const { policy, county, own, may } = model;
  const query = county === undefined ? '' : `?county=${encodeURIComponent(county)}`;
  return (
    <section id="policy">
      <h2>{say(view, text('督办阶梯与亮灯规则', 'Ladder and lights'))}</h2>
      <p>
        {say(
          view,
          text(`规则 ${policy.id} 第 ${policy.version} 版`, `Policy ${policy.id} v${policy.version}`),
        )}
        {county === undefined
          ? null
          : say(
              view,
              own
                ? text(`，${county}自定`, `, ${county}’s own`)
                : text(`，${county}沿用通用规则`, `, the common one, which ${county} follows`),
            )}
      </p>
      <InWords view={view} policy={policy} />
      {may.previewPolicy ? (
        <details id="change-policy">
          <summary>{say(view, text('修改规则', 'Change the rules'))}</summary>
          <PreviewedForm
            {...{ view, kind: 'policy', preview: `/v1/rules/policies/preview${query}` }}
            to={may.setPolicy ? `/v1/rules/policies${query}` : undefined}
            command={baseOf(policy)}
            label={text('生效', 'Put it in force')}
          >
            <PolicyFields view={view} policy={policy} />
          </PreviewedForm>
        </details>
      ) : null}
    </section>
  );
}

/** When a rung comes, from the due date. */
function whenText(after: number): Text {
  if (after === 0) return text('到期当日', 'on the due date');
  return after < 0
    ? text(`到期前 ${-after} 个工作日`, `${-after} working days before`)
    : text(`逾期第 ${after} 个工作日`, `${after} working days after`);
}

function InWords({ view, policy }: { view: View; policy: Policy }) {
  const words = (zh: string, en: string): string => say(view, text(zh, en));
  return (
    <>
      {CLOCK_KINDS.map((clock) => (
        <>
          <h3>{say(view, CLOCK_NAMES[clock])}</h3>
          <Table
            caption={`${words('督办阶梯', 'Ladder')}: ${say(view, CLOCK_NAMES[clock])}`}
            heads={[words('级', 'Rung'), words('何时', 'When'), words('通知', 'Tells')]}
            empty={words('无', 'none')}
          >
            {policy.ladders[clock].map((rung) => (
              <tr>
                <th scope="row">{say(view, rung.name)}</th>
                <td>{say(view, whenText(rung.afterWorkdays))}</td>
                <td>{rung.tell.map((role) => say(view, recipientName(role))).join(words('、', ', '))}</td>
              </tr>
            ))}
          </Table>
        </>
      ))}
      <h3>{words('亮灯', 'Lights')}</h3>
      <ul>
        {[...policy.lights.obligation, ...policy.lights.project].map((rule) => (
          <li>
            <Light view={view} light={rule.light} /> {say(view, ruleText(rule))}
          </li>
        ))}
        <li>
          <Light view={view} light="green" /> {words('其余', 'everything else')}
        </li>
      </ul>
      <dl class="facts">
        <dt>{words('发出时间', 'Rungs go out at')}</dt>
        <dd>{policy.rungTime}</dd>
        <dt>{words('确认收到后暂缓下一级', 'An acknowledgement holds the next rung for')}</dt>
        <dd>
          {words(
            `${policy.acknowledgementWorkdays} 个工作日`,
            `${policy.acknowledgementWorkdays} working days`,
          )}
        </dd>
        <dt>{words('承诺制事项核查期限', 'What is accepted on commitment is verified within')}</dt>
        <dd>
          {words(`${policy.verificationWorkdays} 个工作日`, `${policy.verificationWorkdays} working days`)}
        </dd>
        {CLOCK_KINDS.flatMap((clock) => {
          const rule = policy.extensions[clock];
          if (rule === null) return [];
          return [
            <dt>{`${say(view, CLOCK_NAMES[clock])} ${words('延期', 'may be extended')}`}</dt>,
            <dd>
              {words(
                `最多 ${rule.times} 次，每次至多 ${rule.workdays} 个工作日`,
                `${rule.times} times, by ${rule.workdays} working days at most`,
              )}
            </dd>,
          ];
        })}
      </dl>
    </>
  );
}
