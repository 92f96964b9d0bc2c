/** The page of the rules: the calendar of a year, the ladder and the lights, the templates; each with its preview. */
import type { Calendar } from '../domain/calendar.ts';
import type { Policy } from '../domain/policy.ts';
import type { Template } from '../domain/templates.ts';
import { Page } from './layout.tsx';
import { Choice } from './parts.tsx';
import { CalendarPart } from './rules-calendar.tsx';
import { PolicyPart } from './rules-policy.tsx';
import { TemplatesPart } from './rules-templates.tsx';
import { say, text, type View } from './view.ts';

/** What the reader may do here; the API asks again. */
export interface RulesMay {
  previewCalendar: boolean;
  publishCalendar: boolean;
  previewPolicy: boolean;
  setPolicy: boolean;
  addTemplate: boolean;
  previewMoves: boolean;
  moveProjects: boolean;
}

export interface RulesModel {
  calendar: Calendar;
  /** The year that is shown; the calendar may not cover it yet. */
  year: number;
  /** The county whose rules are shown; undefined is those of all that have none of their own. */
  county: string | undefined;
  counties: readonly string[];
  policy: Policy;
  /** Whether the county has a policy of its own. */
  own: boolean;
  templates: readonly Template[];
  may: RulesMay;
}

export interface RulesShown {
  view: View;
  model: RulesModel;
}

export function RulesPage({ view, model }: RulesShown) {
  const { county, counties } = model;
  return (
    <Page view={view} title={say(view, text('规则', 'Rules'))} styles={['rules.css']} scripts={['rules.js']}>
      <p class="muted">
        {say(
          view,
          text(
            '所有期限、督办和亮灯都由这里的规则得出。规则改变前先看它会改变什么；改变后记入日志，旧的结论不变。',
            'Every deadline, rung and light follows from these rules. See what a change would do before it is made; it is an event of the log, and what was concluded before stays.',
          ),
        )}
      </p>
      <div class="row">
        <Choice
          {...{ view, name: 'county', options: counties, value: county }}
          label={say(view, text('县区', 'County'))}
          {...(view.counties === undefined ? { all: say(view, text('通用规则', 'Common rules')) } : {})}
        />
      </div>
      <CalendarPart view={view} model={model} />
      <PolicyPart view={view} model={model} />
      <TemplatesPart view={view} model={model} />
    </Page>
  );
}
