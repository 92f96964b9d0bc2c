/**
 * The tables of a ledger and their columns: what each is called, what else offices call it, and how its cells
 * are read. An export writes exactly these; an import finds them by their headers.
 */

/** How a cell is read; `shown` is written for the reader and never read. */
export type Kind =
  'text' | 'id' | 'date' | 'money' | 'area' | 'percent' | 'workdays' | 'yes' | 'choice' | 'shown';

export interface Column {
  key: string;
  header: string;
  /** What else it is called; compared without blanks, signs and the unit in brackets. */
  also?: readonly string[];
  kind: Kind;
  /** Of a date: a day that has been, which must be a day; else a plan, which may name a span. */
  actual?: true;
  /** Width in characters. */
  width: number;
}

export type TableId = 'projects' | 'lines' | 'items' | 'milestones';

export interface Table {
  id: TableId;
  /** Name of its sheet. */
  name: string;
  columns: readonly Column[];
  /** Without these headers a sheet is not this table; of each group one is enough. */
  needs: readonly (readonly string[])[];
}

const whose: Column[] = [
  { key: 'id', header: '项目编号', also: ['编号', '项目代码', '项目编码', '项目ID'], kind: 'id', width: 18 },
  { key: 'name', header: '项目名称', also: ['名称', '项目', '建设项目', '项目名'], kind: 'text', width: 34 },
];

const factor = (key: string, name: string): Column[] => [
  { key: `${key}Owner`, header: `${name}保障责任单位`, also: [`${name}责任单位`], kind: 'text', width: 18 },
  { key: `${key}DueOn`, header: `${name}保障时限`, also: [`${name}时限`], kind: 'date', width: 12 },
  {
    ...{ key: `${key}MetOn`, header: `${name}落实日期`, also: [`${name}保障落实日期`] },
    ...{ kind: 'date', actual: true, width: 12 },
  },
];

/** Where a project enters a stage that counts: planned, expected, done. For projects with one such milestone. */
const entering = (key: string, name: string, more: string): Column[] => [
  {
    ...{ key: `${key}CommittedOn`, header: `计划${name}时间`, kind: 'date', width: 12 },
    also: [
      `${name}时间计划`,
      `计划${name}日期`,
      `计划${name}`,
      `承诺${name}时间`,
      `${name}计划`,
      `计划${more}时间`,
    ],
  },
  {
    ...{ key: `${key}ForecastOn`, header: `预计${name}时间`, kind: 'date', width: 12 },
    also: [`${name}时间预计`, `预计${name}日期`, `预计${name}`, `预计${more}时间`],
  },
  {
    ...{ key: `${key}ActualOn`, header: `实际${name}时间`, kind: 'date', actual: true, width: 12 },
    also: [`${name}时间实际`, `实际${name}日期`, `实际${name}`, `已${name}时间`, `实际${more}时间`],
  },
];

/** The milestones that the columns of `entering` are of, by what entering their stage counts as. */
export const ENTERING = [
  { key: 'start', count: 'started', name: '开工' },
  { key: 'production', count: 'producing', name: '投产' },
  { key: 'full', count: 'commissioned', name: '达产' },
] as const;

export const FACTORS = ['financing', 'land', 'energy'] as const;

export const TABLES: Record<TableId, Table> = {
  projects: {
    id: 'projects',
    name: '项目',
    needs: [['name']],
    columns: [
      { key: 'number', header: '序号', also: ['序', 'NO', '编次'], kind: 'shown', width: 6 },
      ...whose,
      {
        key: 'county',
        header: '县区',
        also: ['所属县区', '县（区）', '县', '所在县', '属地'],
        kind: 'text',
        width: 16,
      },
      {
        key: 'zone',
        header: '开发区（园区）',
        also: ['开发区', '园区', '所属园区', '所在园区'],
        kind: 'text',
        width: 16,
      },
      {
        key: 'industry',
        header: '产业',
        also: ['产业类别', '所属产业', '行业', '所属行业'],
        kind: 'text',
        width: 14,
      },
      { key: 'category', header: '类别', also: ['项目类别', '项目类型'], kind: 'choice', width: 12 },
      { key: 'attracted', header: '招商引资', also: ['是否招商引资', '招商项目'], kind: 'yes', width: 9 },
      { key: 'template', header: '流程模板', also: ['模板', '生命周期模板'], kind: 'choice', width: 16 },
      {
        ...{ key: 'investmentWan', header: '总投资（万元）', kind: 'money', width: 14 },
        also: ['总投资', '投资额', '投资', '总投资额', '计划总投资', '投资总额', '项目总投资', '概算总投资'],
      },
      {
        key: 'landMu',
        header: '用地（亩）',
        also: ['用地', '用地面积', '占地', '占地面积'],
        kind: 'area',
        width: 11,
      },
      {
        ...{ key: 'signedOn', header: '签约日期', kind: 'date', actual: true, width: 12 },
        also: ['签约时间', '签订日期', '签约'],
      },
      {
        key: 'chief',
        header: '项目长',
        also: ['项目责任人', '项目负责人', '责任人'],
        kind: 'text',
        width: 12,
      },
      { key: 'approvalChief', header: '审批项目长', also: ['审批负责人'], kind: 'text', width: 12 },
      {
        ...{ key: 'leader', header: '包联领导', kind: 'text', width: 14 },
        also: ['包联县领导', '包保领导', '联系领导', '分管领导', '牵头领导', '挂点领导'],
      },
      { key: 'office', header: '调度办公室', also: ['调度单位', '调度办'], kind: 'text', width: 16 },
      {
        ...{ key: 'checklistOn', header: '清单确认日期', kind: 'date', actual: true, width: 12 },
        also: ['清单确认时间'],
      },
      ...factor('financing', '融资'),
      ...factor('land', '用地'),
      ...factor('energy', '用能'),
      ...entering('start', '开工', '开工建设'),
      ...entering('production', '投产', '试生产'),
      ...entering('full', '达产', '全线投产'),
      { key: 'stage', header: '当前阶段', also: ['阶段', '项目阶段'], kind: 'shown', width: 12 },
      { key: 'light', header: '灯', also: ['亮灯', '红黄绿灯', '预警'], kind: 'shown', width: 8 },
      { key: 'why', header: '原因', also: ['亮灯原因', '预警原因'], kind: 'shown', width: 40 },
      { key: 'next', header: '下一事项', kind: 'shown', width: 24 },
      { key: 'nextOn', header: '下一事项时限', kind: 'shown', width: 12 },
      {
        key: 'remark',
        header: '备注',
        also: ['说明', '存在问题', '工作进展', '进展情况'],
        kind: 'shown',
        width: 10,
      },
    ],
  },
  lines: {
    id: 'lines',
    name: '生产线',
    needs: [['line'], ['id', 'name'], ['lineKind']],
    columns: [
      ...whose,
      { key: 'line', header: '生产线编号', also: ['线编号'], kind: 'id', width: 14 },
      {
        key: 'lineName',
        header: '生产线名称',
        also: ['生产线', '车间', '配套工程'],
        kind: 'text',
        width: 24,
      },
      { key: 'lineKind', header: '主线或配套', also: ['线别'], kind: 'choice', width: 12 },
      { key: 'serves', header: '服务于', also: ['服务生产线'], kind: 'text', width: 24 },
    ],
  },
  items: {
    id: 'items',
    name: '审批事项',
    needs: [['itemName'], ['id', 'name']],
    columns: [
      ...whose,
      { key: 'item', header: '事项编号', also: ['审批事项编号'], kind: 'id', width: 12 },
      {
        key: 'itemName',
        header: '事项名称',
        also: ['审批事项', '事项', '审批事项名称'],
        kind: 'text',
        width: 30,
      },
      {
        key: 'department',
        header: '责任部门',
        also: ['部门', '审批部门', '责任单位'],
        kind: 'text',
        width: 24,
      },
      {
        ...{ key: 'limitWorkdays', header: '法定时限（工作日）', kind: 'workdays', width: 12 },
        also: ['时限', '法定时限', '办理时限', '承诺时限', '审批时限'],
      },
      {
        ...{ key: 'startedOn', header: '受理日期', kind: 'date', actual: true, width: 12 },
        also: ['受理时间', '受理'],
      },
      {
        ...{ key: 'finishedOn', header: '办结日期', kind: 'date', actual: true, width: 12 },
        also: ['办结时间', '办结', '完成时间'],
      },
      { key: 'dueOn', header: '应办结日期', kind: 'shown', width: 12 },
      { key: 'light', header: '灯', kind: 'shown', width: 8 },
    ],
  },
  milestones: {
    id: 'milestones',
    name: '节点',
    needs: [['milestoneName'], ['id', 'name']],
    columns: [
      ...whose,
      { key: 'milestone', header: '节点编号', kind: 'id', width: 16 },
      {
        key: 'milestoneName',
        header: '节点名称',
        also: ['节点', '里程碑', '关键节点'],
        kind: 'text',
        width: 28,
      },
      { key: 'line', header: '所属生产线', also: ['生产线编号'], kind: 'id', width: 14 },
      { key: 'enters', header: '完成后进入阶段', also: ['进入阶段'], kind: 'choice', width: 14 },
      { key: 'department', header: '责任部门', also: ['部门', '责任单位'], kind: 'text', width: 20 },
      {
        ...{ key: 'committedOn', header: '承诺日期', kind: 'date', width: 12 },
        also: ['计划完成时间', '承诺时间', '计划日期', '计划时间', '计划完成日期'],
      },
      {
        ...{ key: 'forecastOn', header: '预计日期', kind: 'date', width: 12 },
        also: ['预计完成时间', '预计时间', '预计完成日期'],
      },
      {
        ...{ key: 'actualOn', header: '完成日期', kind: 'date', actual: true, width: 12 },
        also: ['实际完成时间', '完成时间', '实际日期', '实际完成日期'],
      },
      {
        key: 'progress',
        header: '进度（%）',
        also: ['进度', '完成进度', '形象进度'],
        kind: 'percent',
        width: 9,
      },
      { key: 'light', header: '灯', kind: 'shown', width: 8 },
    ],
  },
};

/** The columns by which a sheet is told to be this table and no other. */
export const columnOf = (table: Table, key: string): Column => table.columns.find((c) => c.key === key)!;

export const CATEGORIES = {
  manufacturing: '制造业',
  infrastructure: '基础设施',
  modernServices: '现代服务业',
  social: '社会事业',
} as const;
export const LINE_KINDS = { main: '主线', supporting: '配套' } as const;
