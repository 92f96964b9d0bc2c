/** What may be attached: a few kinds of files, told by their first bytes and not by their name. */
import { unzipSync } from 'fflate';
import { reject, type Rejection } from '../domain/text.ts';

export const MAX_BYTES = 20 * 1024 * 1024;
const MAX_NAME = 200;

const starts = (bytes: Uint8Array, text: string, at = 0): boolean =>
  Buffer.from(bytes.subarray(at, at + text.length)).toString('latin1') === text;

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** The media type of a file of a kind that may be attached; undefined for any other. */
export function mediaOf(bytes: Uint8Array): string | undefined {
  if (starts(bytes, '\xff\xd8\xff')) return 'image/jpeg';
  if (starts(bytes, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (starts(bytes, 'RIFF') && starts(bytes, 'WEBP', 8)) return 'image/webp';
  if (starts(bytes, '%PDF-')) return 'application/pdf';
  return starts(bytes, 'PK\x03\x04') ? officeMedia(bytes) : undefined;
}

/** A document of an office program, by what its archive lists; none of it is unpacked. */
function officeMedia(bytes: Uint8Array): string | undefined {
  const names = new Set<string>();
  try {
    unzipSync(bytes, { filter: ({ name }) => (names.add(name), false) });
  } catch {
    return undefined;
  }
  // One with macros is a program.
  if ([...names].some((n) => n.toLowerCase().endsWith('vbaproject.bin'))) return undefined;
  if (names.has('word/document.xml')) return `${OFFICE}.wordprocessingml.document`;
  return names.has('xl/workbook.xml') ? `${OFFICE}.spreadsheetml.sheet` : undefined;
}

/** Checks a file that somebody sends: its name, size and kind. */
export function checkFile(name: string, bytes: Uint8Array): { media: string } | { refused: Rejection } {
  // eslint-disable-next-line no-control-regex
  if (name.trim() === '' || name.length > MAX_NAME || /[/\\\u0000-\u001f\u007f]|^\.+$/.test(name))
    return {
      refused: reject(
        'badName',
        `name：文件名应为 1–${MAX_NAME} 个字符，不含路径和控制字符`,
        `name: 1 to ${MAX_NAME} characters, without a path or control characters`,
        'name',
      ),
    };
  if (bytes.length > MAX_BYTES) return { refused: TOO_LARGE };
  const media = mediaOf(bytes);
  if (media === undefined)
    return {
      refused: reject(
        'badMedia',
        '只能上传 JPEG、PNG、WebP、PDF、docx、xlsx 文件',
        'only JPEG, PNG, WebP, PDF, docx and xlsx files can be attached',
        'file',
      ),
    };
  return { media };
}

export const TOO_LARGE = reject(
  'tooLarge',
  '文件超过 20 MB，请压缩后再传',
  'the file is over 20 MB: make it smaller',
  'file',
);
