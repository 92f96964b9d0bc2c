/** Loads `examples/` into a running system, through its API like any other caller. */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readChecked } from '../contracts/file.ts';
import { countyFile, type CountyFile } from '../contracts/project.ts';
import type { Api } from './client.ts';

/** Reads and checks every county file of `folder` before anything is sent. Throws `FileError`. */
export async function readExamples(folder: string): Promise<CountyFile[]> {
  const names = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .toSorted();
  return Promise.all(
    names.map((name) => readChecked(relative(process.cwd(), join(folder, name)), countyFile)),
  );
}

/** Sends the commands of all counties. Their ids make a second time a repetition without effect. */
export async function loadExamples(
  api: Api,
  counties: CountyFile[],
  log: (line: string) => void,
): Promise<void> {
  for (const { county, projects, targets } of counties) {
    for (const project of projects)
      await api.post('/projects', { ...project, county }, `example/${project.id}`);
    for (const { reported, ...target } of targets) {
      await api.post('/targets', { ...target, county }, `example/${target.id}`);
      if (reported) await api.post(`/targets/${target.id}/reports`, reported, `example/${target.id}/report`);
    }
    log(
      `  ${county}：${projects.length} 个项目，${targets.length} 项目标 / ${projects.length} projects, ${targets.length} targets`,
    );
  }
}
