/** The files of a project: what there is, of what, and one more. */
import { activeItems } from '../domain/project/stages.ts';
import { byKey, isActive, isOpen, keyOf, type Project } from '../domain/project/state.ts';
import { subjectName } from './event-words.ts';
import { Table } from './parts.tsx';
import { Fact, may, type ProjectShown } from './project-view.tsx';
import { say, text } from './view.ts';

type File = NonNullable<Project['attachments']>[string] & { sha256: string };

/** The files about one subject, or all of them without it, the newest first. */
export const filesOf = (project: Project, about?: string): File[] =>
  byKey(project.attachments ?? {})
    .map(([sha256, file]) => ({ sha256, ...file }))
    .filter((file) => about === undefined || file.about === about)
    .toSorted((a, b) => (a.on === b.on ? (a.name < b.name ? -1 : 1) : a.on < b.on ? 1 : -1));

/** A file by its name, to be saved. */
export function FileLink({ project, file }: { project: Project; file: File }) {
  return (
    <a
      href={`/v1/projects/${encodeURIComponent(project.id)}/attachments/${file.sha256}`}
      download={file.name}
    >
      {file.name}
    </a>
  );
}

const size = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} kB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

export function Files({ view, project }: ProjectShown) {
  const words = (zh: string, en: string): string => say(view, text(zh, en));
  const files = filesOf(project);
  return (
    <>
      <h2>{words('附件', 'Files')}</h2>
      <Table
        caption={words('附件', 'Files')}
        heads={[words('文件', 'File'), words('关于', 'About'), words('日期', 'Day'), words('大小', 'Size')]}
        empty={words('没有附件', 'There are none')}
      >
        {files.map((file) => (
          <tr>
            <td>
              <FileLink project={project} file={file} />
            </td>
            <td>{say(view, subjectName(project, file.about ?? 'project'))}</td>
            <td class="date">
              <Fact view={view} about={file.about ?? 'project'}>
                {file.on}
              </Fact>
            </td>
            <td class="num">{size(file.bytes)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}

/** The form that brings a file; what it shows may be said. Not within what is fetched anew. */
export function FileForm(shown: ProjectShown) {
  const { view, project } = shown;
  if (!may(shown, { type: 'addAttachment' })) return null;
  const milestones = byKey(project.milestones).flatMap(([id, m]) =>
    isActive(m) ? [keyOf('milestone', id)] : [],
  );
  const items = activeItems(project).map((i) => keyOf('approvalItem', i.id));
  const others = byKey(project.obligations).flatMap(([key, o]) => (isOpen(o) ? [key] : []));
  const subjects = [...new Set([...milestones, ...items, ...others])];
  return (
    <details id="add-file">
      <summary>{say(view, text('上传附件', 'Add a file'))}</summary>
      <form class="command" data-upload={`/v1/projects/${encodeURIComponent(project.id)}/attachments`}>
        <label>
          <span>{say(view, text('文件', 'File'))}</span>
          <input
            type="file"
            name="file"
            required
            accept="image/jpeg,image/png,image/webp,application/pdf,.docx,.xlsx"
          />
          <small class="muted">
            {say(
              view,
              text('照片、PDF、docx、xlsx，不超过 20 MB', 'a photo, PDF, docx or xlsx of at most 20 MB'),
            )}
          </small>
        </label>
        <label>
          <span>{say(view, text('关于', 'About'))}</span>
          <select name="about">
            <option value="">{say(view, text('项目整体', 'the project'))}</option>
            {subjects.map((key) => (
              <option value={key}>{say(view, subjectName(project, key))}</option>
            ))}
          </select>
        </label>
        <button type="submit">{say(view, text('上传', 'Upload it'))}</button>
        <p class="fault" role="alert" hidden></p>
      </form>
    </details>
  );
}
