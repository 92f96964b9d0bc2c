/** The rules in a browser: what they say, what a change would do, and the change. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Policy } from '../../domain/policy.ts';
import type { Template } from '../../domain/templates.ts';
import { PLANT } from '../given.ts';
import { api, expectAccessible, expectFits, picture, reader, useBrowser } from './given.ts';

useBrowser();

interface Rules {
  calendar: { years: Record<string, { holidays: string[] }> };
  policy: Policy;
  policies: Record<string, Policy>;
  templates: Template[];
}
const rules = () => api<Rules>('GET', '/rules');
const sign = async (id: string, county: string): Promise<void> => {
  const [start, ...rest] = PLANT.milestones;
  const milestones = [{ ...start, committedOn: '2024-02-20' }, ...rest];
  await api('POST', '/projects', { ...PLANT, id, county, name: `规则项目 ${id}`, milestones });
};
/** Asks for the preview and waits for its answer. */
const preview = async (page: Page, form: string): Promise<string> => {
  await page.locator(`${form} [data-ask]`).click();
  await page.locator(`${form} .preview p`).first().waitFor();
  return (await page.locator(`${form} .preview`).textContent())!;
};

describe.each(['zh', 'en'] as const)('the rules (%s)', (language) => {
  const said = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const county = `规则县${language}`;
  const id = `rules-${language}`;

  test('a notice shows which deadlines it would move, and is published once it was seen', async () => {
    await sign(id, county);
    await api('POST', `/projects/${id}/commands`, { type: 'startApprovalItem', item: 'eia' });
    const { page } = await reader([{ role: 'admin' }], { language });
    await page.goto('/rules?year=2024');
    await expectAccessible(page);
    const february = page.locator('.month', { hasText: '2024-02' });
    expect(await february.textContent()).toMatch(language === 'zh' ? /4 班.*16 休/ : /4 W.*16 H/);
    await page.locator('#notice > summary').click();
    expect(await page.locator('#notice [type=submit]').isDisabled()).toBe(true);
    await page.fill('#notice [name=source]', '县政府通知');
    const holidays = await page.inputValue('#notice [name=holidays]');
    await page.fill('#notice [name=holidays]', `${holidays}\n2024-03-09`);
    // A Saturday: nobody works on it anyway.
    await page.locator('#notice [data-ask]').click();
    await page.locator('#notice .fault', { hasText: '2024-03-09' }).waitFor();
    await page.fill('#notice [name=holidays]', `${holidays}\n2024-03-11`);
    const shown = await preview(page, '#notice');
    expect(shown).toContain('2024-03-11');
    expect(shown).toContain(`规则项目 ${id}`);
    await expectAccessible(page);
    if (language === 'en') await picture(page, 'rules-notice-en');

    // A year that is far off, from a day that is far off: nothing of the other tests follows it.
    const year = language === 'zh' ? 2041 : 2042;
    await page.goto(`/rules?year=${year}`);
    await page.getByText(said('尚未收录', 'is not covered')).waitFor();
    await page.locator('#notice > summary').click();
    await page.fill('#notice [name=source]', '试排');
    await page.fill('#notice [name=effectiveOn]', '2040-01-02');
    await page.fill('#notice [name=holidays]', `${year}-01-01`);
    await page.selectOption('#notice [name=status]', 'provisional');
    await preview(page, '#notice');
    await page.locator('#notice [type=submit]').click();
    await page.getByText(said('暂定', 'Provisional:')).first().waitFor();
    expect((await rules()).calendar.years[year]!.holidays).toEqual([`${year}-01-01`]);
    await page.close();
  });

  test('ladder and lights are changed after a look at what that would do', async () => {
    const own = `${county}二`;
    await sign(`${id}-ladder`, own);
    const { page } = await reader([{ role: 'admin', counties: [own] }], { language });
    await page.goto('/rules');
    // An administrator of one county publishes no calendar.
    expect(await page.locator('#notice').count()).toBe(0);
    await page.locator('#change-policy > summary').click();
    const form = page.locator('#change-policy form');
    const late = form.locator('[data-list="lights.obligation"] [data-item*=late]').first();
    await late.locator('[name=workdays]').fill('10');
    const leader = form.locator('[data-list="ladders.commitment"] [data-item*=onSiteOffice]');
    await leader.locator('[name=afterWorkdays]').fill('20');
    await leader.getByLabel(said('项目长', 'project chief'), { exact: true }).check();
    const list = form.locator('[data-list="lights.project"]');
    await list
      .locator('select[data-adder]')
      .selectOption({ label: said('签约后未开工', 'not started after signing') });
    await list.locator('[data-add]').click();
    await list.locator('[name=months]').fill('6');
    await form.locator('[data-list="ladders.internal"] [data-item*=department] [data-remove]').click();
    const shown = await preview(page, '#change-policy');
    expect(shown).toMatch(new RegExp(`规则项目 ${id}-ladder■ ${said('红', 'red')}`));
    await expectAccessible(page);
    if (language === 'zh') await picture(page, 'rules-policy-zh');
    // What is changed after the preview is previewed anew.
    const submit = form.locator('[type=submit]');
    expect(await submit.isDisabled()).toBe(false);
    await list.locator('[name=months]').fill('9');
    expect(await submit.isDisabled()).toBe(true);
    await preview(page, '#change-policy');
    await submit.click();
    await page.getByText(said(`${own}自定`, `${own}’s own`)).waitFor();
    const { policy, policies } = await rules();
    expect(policies[own]).toEqual({
      ...policy,
      version: policy.version + 1,
      ladders: {
        ...policy.ladders,
        commitment: policy.ladders.commitment.map((r) =>
          r.rung === 'onSiteOffice'
            ? { ...r, afterWorkdays: 20, tell: ['projectChief', 'leaderInCharge', 'office'] }
            : r,
        ),
        internal: policy.ladders.internal.filter((r) => r.rung !== 'department'),
      },
      lights: {
        obligation: policy.lights.obligation.map((r) => (r.when === 'late' ? { ...r, workdays: 10 } : r)),
        project: [{ when: 'notStarted', light: 'yellow', months: 9 }],
      },
    });
    const { light } = await api<{ light: string }>('GET', `/projects/${id}-ladder`);
    expect(light).not.toBe('red');
    await page.close();
  });

  test('a template is added, its effect on open projects shown, and a project moved to it', async () => {
    const version = language === 'zh' ? 90 : 91;
    const own = `${county}三`;
    await sign(`${id}-moved`, own);
    const base = (await rules()).templates.find((t) => t.id === 'industrial')!;
    const milestones = [
      ...base.milestones,
      { id: 'acceptance', name: { zh: '竣工验收', en: 'acceptance' }, on: 'project' },
    ];
    const admin = await reader([{ role: 'admin' }], { language });
    const upload = async (content: string): Promise<void> => {
      const file = { name: 'template.json', mimeType: 'application/json', buffer: Buffer.from(content) };
      await admin.page.setInputFiles('#template-form [type=file]', file);
      await admin.page.click('#template-form [type=submit]');
    };
    await admin.page.goto('/rules');
    await admin.page.locator('#add-template > summary').click();
    await upload('no json');
    await admin.page.getByText(said('不是一个 JSON', 'no JSON file')).waitFor();
    await upload(JSON.stringify({ ...base, version, milestones: [...milestones, milestones[0]] }));
    await admin.page.locator('#template-form .fault:not([hidden])', { hasText: 'milestones' }).waitFor();
    await upload(JSON.stringify({ ...base, version, milestones }));
    await admin.page.locator(`#template-industrial-${version}`).waitFor();
    await admin.page.close();

    const { page } = await reader([{ role: 'office', counties: [own] }], { language });
    await page.goto('/rules');
    const box = page.locator(`#template-industrial-${version}`);
    await box.locator('> summary').click();
    await box.locator('[data-ask-moves]').click();
    const row = box.locator('tr', { hasText: `${id}-moved` });
    expect(await row.textContent()).toMatch(language === 'zh' ? /新增：.*竣工验收/ : /added: .*竣工验收/);
    await expectAccessible(page);
    await row.locator('button').click();
    await row.getByText(said('已改用', 'moved'), { exact: true }).waitFor();
    const { project } = await api<{ project: { template: object } }>('GET', `/projects/${id}-moved`);
    expect(project.template).toEqual({ id: 'industrial', version });
    await page.close();
  });

  test('a leader reads them and changes nothing', async () => {
    const { page } = await reader([{ role: 'leader', counties: [county] }], { language, width: 360 });
    await page.goto('/rules');
    await expectFits(page);
    await expectAccessible(page);
    expect(await page.locator('main form').count()).toBe(0);
    expect(await page.locator('#policy').textContent()).toContain(
      said('逾期未完成', 'not done after its date'),
    );
    await page.close();
  });
});

test('who has no part in the rules does not see them', async () => {
  for (const role of ['chief', 'approvalChief', 'screen'] as const) {
    const { page } = await reader([{ role }]);
    expect((await page.goto('/rules'))!.status(), role).toBe(403);
    await page.close();
  }
});
