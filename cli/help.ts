/** Examples of every command: the end of its `--help`, and docs/cli.md. A test reads each as it would be typed. */
import type { Command } from 'commander';

/** By the path of a command; each without the name of the program. */
export const EXAMPLES: Record<string, string[]> = {
  start: ['start', 'start --once'],
  sign: ['sign project.yaml', 'sign project.json --json'],
  do: [
    `do jinko-56gw '{"type":"completeMilestone","milestone":"first-full-line"}'`,
    `do jinko-56gw '{"type":"reportProgress","milestone":"road","percent":60}' --id weekly/12 --expect 8`,
  ],
  projects: ['projects', 'projects --county 示例县 --light red', 'projects --json | jq -r .[].id'],
  project: ['project jinko-56gw', 'project jinko-56gw --json | jq .face.light'],
  story: ['story', 'story --json | head -3'],
  'clock show': ['clock', 'clock show --json'],
  'clock advance': ['clock advance 5d', 'clock advance 2w --json'],
  review: [
    'review',
    'review --as-of 2024-02-20 --basis known --json',
    'review --county 示例县 --format docx -o review.docx',
    'review --frozen 2024-02-26',
  ],
  'review freeze': ['review freeze 2024-02-26 --remark "供电线路三月底前接通"'],
  'review correct': ['review correct 2024-02-26 "竣工日期应为 2 月 20 日" --by 县调度办'],
  'review corrections': [
    'review corrections 2024-02-26',
    'review corrections 2024-02-26 --format pdf -o sheet.pdf',
  ],
  'report daily': ['report daily', 'report daily --on 2024-02-28 --format docx'],
  'report monthly': ['report monthly --month 2024-02', 'report monthly --filed --json'],
  'report brief': ['report brief --leader 孙副县长'],
  'report batches': ['report batches --from 2024-01-01 --to 2024-03-31 --format pdf'],
  'report targets': ['report targets --on 2024-02-28'],
  'report file': ['report file weekly 2024-02-26', 'report file monthly 2024-02-28 --county 示例县'],
  notices: ['notices --status undeliverable --details', 'notices --person 赵项目长 --json'],
  'notices retry': ['notices retry 7f3c --by 县调度办'],
  'notices mute': ['notices mute 7f3c --by 县调度办 --reason 已当面告知'],
  'contact list': ['contact list', 'contact list --json'],
  'contact set': ['contact set contact.yaml'],
  'links rotate': [
    'links rotate --by 县调度办 --reason 例行更换',
    'links rotate --by 县调度办 --reason 泄露 --void-old',
  ],
  'links revoke': ['links revoke --person 赵项目长 --by 县调度办 --reason 调离'],
  'ledger export': [
    'ledger export --county 示例县 -o ledger.xlsx',
    'ledger export --county 示例县 --light red --json',
  ],
  'ledger import': [
    'ledger import ledger.xlsx --county 示例县',
    'ledger import ledger.xlsx --county 示例县 --apply --partial --errors faults.xlsx',
  ],
  'ledger mapping': ['ledger mapping --county 示例县', 'ledger mapping columns.yaml --county 示例县'],
  'template check': ['template check template.yaml'],
  'template add': ['template add template.yaml'],
  'template move': [
    'template move industrial 2 --county 示例县',
    'template move industrial 2 --project jinko-56gw --apply',
  ],
  policy: ['policy policy.yaml --county 示例县', 'policy policy.yaml --apply'],
  calendar: ['calendar notice.yaml', 'calendar notice.yaml --apply'],
  office: ['office office.yaml --county 示例县'],
  'token make': [
    'token make --label 大屏 --role screen --county 示例县',
    'token make --label 台账系统 --role office --expires 2027-01-01T00:00:00Z --json',
  ],
  'token list': ['token list', 'token list --json'],
  'token revoke': ['token revoke 9a41 --reason 不再使用'],
  'user list': ['user list'],
  'user set': ['user set user.yaml'],
  'user remove': ['user remove zhao --reason 调离'],
  'channel list': ['channel list', 'channel list --json'],
  'channel test': ['channel test wecom --to 调度群', 'channel test email --to office@example.com'],
  'webhook list': ['webhook list --county 示例县'],
  'webhook add': [
    'webhook add https://crm.example/hook --label CRM --types projectSigned milestoneCompleted',
  ],
  'webhook ping': ['webhook ping 4d10'],
  'webhook secret': ['webhook secret 4d10 --void-old'],
  'webhook resume': ['webhook resume 4d10 --after 1200'],
  'webhook disable': ['webhook disable 4d10 --reason 对方停机'],
  'webhook remove': ['webhook remove 4d10 --reason 不再使用'],
  verify: ['verify', 'verify --file quancheng-log.ndjson.gz --json'],
  rebuild: ['rebuild', 'rebuild notices --json'],
  export: ['export', 'export backup.ndjson.gz --json'],
  import: ['import backup.ndjson.gz', 'import ledger.xlsx --county 示例县 --apply'],
  erase: ['erase 赵项目长 --reason 本人申请，编号12'],
  recover: ['recover', 'recover --json'],
  doctor: ['doctor', 'doctor --json'],
  completion: ['completion bash', 'completion zsh', 'completion fish'],
};

/** A command without the name of the program, as it is typed: `report daily`. */
export function pathOf(command: Command): string {
  return command.parent === null ? '' : `${pathOf(command.parent)} ${command.name()}`.trim();
}

/** Every command that does something, in the order of the help: groups that do nothing themselves are left out. */
export function commandsOf(command: Command): Command[] {
  return command.commands.flatMap((c) => [
    ...(c.commands.length === 0 || pathOf(c) in EXAMPLES ? [c] : []),
    ...commandsOf(c),
  ]);
}

/** Ends the help of every command with its examples. */
export function addExamples(program: Command): void {
  for (const command of commandsOf(program)) {
    const lines = (EXAMPLES[pathOf(command)] ?? []).map((line) => `  $ quancheng ${line}`);
    command.addHelpText('after', ['\n例 / Examples:', ...lines].join('\n'));
  }
}
