/** The page of whoever runs the system: is it well, what is stuck, who may come in. */
import { ACCESS_ROLE_NAMES, ACCESS_ROLES, type Grant } from '../domain/access.ts';
import { localTime } from '../domain/dates.ts';
import type { Text } from '../domain/text.ts';
import type { Health } from '../store/operations.ts';
import { Page } from './layout.tsx';
import { CommandForm, Table, type Field } from './parts.tsx';
import { hasRole, say, text, type View } from './view.ts';

export interface FailedNotice {
  id: string;
  stream: string;
  person: string;
  text: Text;
  channel: string | null;
  message: string;
}

interface Account {
  id: string;
  person?: string | undefined;
  grants: readonly Grant[];
}

export interface OperatorModel {
  health: Health;
  failed: FailedNotice[];
  tokens: (Account & {
    label: string;
    expiresAt?: string | undefined;
    goneOn?: string | undefined;
    lastUsedAt: string | null;
  })[];
  users: (Account & { email?: string | undefined; subject?: string | undefined })[];
  temporalUiUrl: string | undefined;
  /** Days after which a token ends, as instants. */
  expiries: { days: number; at: string }[];
}

export function OperatorPage({ view, model }: { view: View; model: OperatorModel }) {
  const words = (zh: string, en: string): string => say(view, text(zh, en));
  const acts = hasRole(view, 'admin');
  return (
    <Page view={view} title={words('运行', 'Operations')} live>
      <section data-live="health">
        <HealthPart view={view} model={model} />
      </section>
      <section data-live="failed">
        <FailedPart view={view} failed={model.failed} acts={acts} />
      </section>
      <section data-live="tokens">
        <TokensPart view={view} tokens={model.tokens} acts={acts} />
      </section>
      {acts ? (
        <details id="new-token">
          <summary>{words('发放令牌', 'Make a token')}</summary>
          <CommandForm
            {...{ view, to: '/v1/tokens', command: { grants: [{}] }, shows: ['token'] }}
            label={text('发放', 'Make it')}
            fields={[
              { name: 'label', label: text('用途', 'What it is for'), required: true },
              { name: 'person', label: text('姓名（与项目中一致）', 'Name, as projects write it') },
              ...grantFields(view),
              {
                ...{ name: 'expiresAt', label: text('有效期', 'Good for'), kind: 'choice' },
                options: model.expiries.map(({ days, at }) => ({
                  value: at,
                  label: words(`${days} 天`, `${days} days`),
                })),
              },
            ]}
          />
        </details>
      ) : null}
      <section data-live="users">
        <UsersPart view={view} users={model.users} acts={acts} />
      </section>
      {acts ? (
        <details id="new-user">
          <summary>{words('添加用户', 'Add a user')}</summary>
          <CommandForm
            {...{
              view,
              to: '/v1/users/$new:u',
              method: 'PUT',
              command: { grants: [{}] },
            }}
            label={text('保存', 'Save')}
            fields={[
              {
                name: 'person',
                label: text('姓名（与项目中一致）', 'Name, as projects write it'),
                required: true,
              },
              { name: 'email', label: text('邮箱', 'E-mail') },
              { name: 'subject', label: text('统一身份认证编号（sub）', 'Subject at the provider (sub)') },
              ...grantFields(view),
            ]}
          />
        </details>
      ) : null}
      <FirstSteps view={view} />
    </Page>
  );
}

const grantFields = (view: View): Field[] => [
  {
    ...{ name: 'grants.0.role', label: text('角色', 'Role'), kind: 'choice', required: true },
    options: ACCESS_ROLES.map((value) => ({ value, label: say(view, ACCESS_ROLE_NAMES[value]) })),
  },
  {
    ...{ name: 'grants.0.counties', label: text('县区', 'Counties'), kind: 'list' },
    hint: text('不填为全部，多个用逗号分开', 'all of them when left empty; separated by commas'),
  },
  { name: 'grants.0.department', label: text('责任部门名称', 'Name of the department') },
];

function HealthPart({ view, model: { health, temporalUiUrl } }: { view: View; model: OperatorModel }) {
  const words = (zh: string, en: string): string => say(view, text(zh, en));
  const time = (at: string): string => localTime(at, view.zone);
  const state = (good: boolean, zh: string, en: string) => (
    <span class={good ? 'green' : 'red'}>
      {good ? '● ' : '■ '}
      {words(zh, en)}
    </span>
  );
  return (
    <>
      <h2>{words('健康', 'Health')}</h2>
      <dl class="facts">
        <dt>{words('数据库', 'Database')}</dt>
        <dd>{state(true, '正常', 'answers')}</dd>
        <dt>{words('工作进程与 Temporal', 'Worker and Temporal')}</dt>
        <dd>
          {health.workerIsThere
            ? state(true, '正常', 'the worker reaches Temporal')
            : state(
                false,
                '没有响应：命令照常受理，提醒推迟',
                'no sign of life: commands are taken, reminders wait',
              )}
          {health.workerSeenAt === null ? null : (
            <small>
              {' '}
              {words('最近一次（本机时间）', 'last seen, the machine’s time')} {time(health.workerSeenAt)}
            </small>
          )}
        </dd>
        <dt>{words('转发位置', 'Position of the relay')}</dt>
        <dd>
          {health.relayPosition} / {health.lastPosition}{' '}
          {health.lag === 0
            ? state(true, '无积压', 'nothing waits')
            : state(false, `积压 ${health.lag} 个事件`, `${health.lag} events behind`)}
        </dd>
        <dt>{words('待同步的项目流程', 'Workflows to be told')}</dt>
        <dd>{health.unshown}</dd>
        {temporalUiUrl === undefined ? null : (
          <>
            <dt>Temporal UI</dt>
            <dd>
              <a href={temporalUiUrl} rel="noreferrer">
                {temporalUiUrl}
              </a>
            </dd>
          </>
        )}
      </dl>
      <h2>{words('卡住的项目', 'Stuck projects')}</h2>
      <Table
        caption={words('已到期但未处理的项目', 'Due, and not passed')}
        heads={[words('项目', 'Project'), words('县区', 'County'), words('到期时间', 'Was due')]}
        empty={words('没有', 'none')}
      >
        {health.stuck.map((s) => (
          <tr>
            <td>{s.name}</td>
            <td>{s.county}</td>
            <td>{time(s.dueAt)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function FailedPart({ view, failed, acts }: { view: View; failed: FailedNotice[]; acts: boolean }) {
  const words = (zh: string, en: string): string => say(view, text(zh, en));
  const by = view.caller.person ?? view.caller.actor;
  return (
    <>
      <h2>{words('未送达的通知', 'Notices that did not arrive')}</h2>
      <Table
        caption={words('未送达的通知', 'Notices that did not arrive')}
        heads={[words('通知', 'Notice'), words('收件人', 'To'), words('原因', 'Why'), words('处理', 'Do')]}
        empty={words('没有', 'none')}
      >
        {failed.map((n) => (
          <tr>
            <td>{say(view, n.text)}</td>
            <td>{n.person}</td>
            <td>
              {n.channel} {n.message}
            </td>
            <td>
              {acts ? (
                <>
                  <CommandForm
                    {...{ view, to: `/v1/notices/${n.id}/retry`, command: { by } }}
                    label={text('重发', 'Try again')}
                  />
                  <details id={`mute-${n.id}`}>
                    <summary>{words('不再发送', 'Mute')}</summary>
                    <CommandForm
                      {...{ view, to: `/v1/notices/${n.id}/mute`, command: { by } }}
                      label={text('不再发送', 'Mute')}
                      fields={[{ name: 'reason', label: text('原因', 'Reason'), required: true }]}
                    />
                  </details>
                </>
              ) : (
                '—'
              )}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}

const Grants = ({ view, grants }: { view: View; grants: readonly Grant[] }) => (
  <>
    {grants
      .map((g) =>
        [say(view, ACCESS_ROLE_NAMES[g.role]), g.department, ...(g.counties ?? []), ...(g.projects ?? [])]
          .filter(Boolean)
          .join(' '),
      )
      .join('；')}
  </>
);

function Removal({ view, id, to, label }: { view: View; id: string; to: string; label: Text }) {
  return (
    <details id={id}>
      <summary>{say(view, label)}</summary>
      <CommandForm
        {...{ view, to, label }}
        fields={[{ name: 'reason', label: text('原因', 'Reason'), required: true }]}
      />
    </details>
  );
}

function TokensPart({ view, tokens, acts }: { view: View; tokens: OperatorModel['tokens']; acts: boolean }) {
  const words = (zh: string, en: string): string => say(view, text(zh, en));
  return (
    <>
      <h2>{words('令牌', 'Tokens')}</h2>
      <Table
        caption={words('有效的令牌', 'Tokens that are good')}
        heads={[
          words('用途', 'For'),
          words('姓名', 'Name'),
          words('角色', 'Role'),
          words('最近使用', 'Last used'),
          words('处理', 'Do'),
        ]}
        empty={words('没有', 'none')}
      >
        {tokens
          .filter((t) => t.goneOn === undefined)
          .map((t) => (
            <tr>
              <td>{t.label}</td>
              <td>{t.person ?? '—'}</td>
              <td>
                <Grants view={view} grants={t.grants} />
              </td>
              <td>{t.lastUsedAt === null ? '—' : localTime(t.lastUsedAt, view.zone)}</td>
              <td>
                {acts ? (
                  <Removal
                    {...{ view, id: `revoke-${t.id}`, to: `/v1/tokens/${t.id}/revoke` }}
                    label={text('作废', 'Revoke')}
                  />
                ) : (
                  '—'
                )}
              </td>
            </tr>
          ))}
      </Table>
    </>
  );
}

function UsersPart({ view, users, acts }: { view: View; users: OperatorModel['users']; acts: boolean }) {
  const words = (zh: string, en: string): string => say(view, text(zh, en));
  return (
    <>
      <h2>{words('用户', 'Users')}</h2>
      <Table
        caption={words('可统一身份认证登录的用户', 'Who may sign in at the provider')}
        heads={[
          words('姓名', 'Name'),
          words('登录标识', 'Signs in as'),
          words('角色', 'Role'),
          words('处理', 'Do'),
        ]}
        empty={words('没有', 'none')}
      >
        {users.map((u) => (
          <tr>
            <td>{u.person}</td>
            <td>{u.subject ?? u.email ?? '—'}</td>
            <td>
              <Grants view={view} grants={u.grants} />
            </td>
            <td>
              {acts ? (
                <Removal
                  {...{ view, id: `remove-${u.id}`, to: `/v1/users/${u.id}/remove` }}
                  label={text('移除', 'Remove')}
                />
              ) : (
                '—'
              )}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function FirstSteps({ view }: { view: View }) {
  const steps = [
    text(
      '为调度办公室发放令牌，或在统一身份认证中添加用户',
      'Make a token for the office, or add users who sign in at the provider',
    ),
    text('检查规则：工作日历、督办阶梯、红黄绿灯', 'Look at the rules: calendar, ladder, lights'),
    text('由办公室导入台账或录入项目', 'Have the office import its ledger, or sign projects'),
    text(
      '配置通知通道并发送测试消息（quancheng channel test）',
      'Set up the channels and send a test message (quancheng channel test)',
    ),
    text(
      '备份密钥文件与数据库（docs/backup.md）',
      'Keep copies of the key file and of the database (docs/backup.md)',
    ),
  ];
  return (
    <details id="first-steps">
      <summary>{say(view, text('启用步骤', 'First steps'))}</summary>
      <ol>
        {steps.map((step) => (
          <li>{say(view, step)}</li>
        ))}
      </ol>
    </details>
  );
}
