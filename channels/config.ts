/**
 * The settings of the channels, from a YAML or JSON file. What is wrong is told with file, line and field, in
 * both languages, and never with the value: it may be a key.
 *
 * Any secret (and any URL, which may hold one) may be written `env:NAME`; `resolve` gives the value, so that
 * the environment is read in one place only (`config.ts` of the project).
 */
import { z } from 'zod';
import { readChecked } from '../contracts/file.ts';
// For the faults that zod words itself: in both languages.
import '../contracts/project.ts';
import { urlFault, type Allowed } from './endpoint.ts';
import { isWebhookSecret } from './webhook.ts';

export type ResolveSecret = (name: string) => string | undefined;

const sendsPerSecond = z
  .number({ error: '应为数字 / must be a number' })
  .positive('应大于 0 / must be above 0')
  .max(1000, '不能超过 1000 / at most 1000')
  .optional();

const flag = z.boolean({ error: '应为 true 或 false / must be true or false' }).optional();
const allowed = { allowHttp: flag, allowLinkLocal: flag };

const name = z
  .string()
  .regex(
    /^[^\s/]{1,60}$/u,
    '名称不能有空格或 /，最多 60 字 / a name has no space or /, at most 60 characters',
  );

/** A text, or `env:NAME` for one that is not to stand in the file. */
const secretText = (resolve: ResolveSecret) =>
  z
    .string({ error: '应为文本或 env:变量名 / must be a text or env:NAME' })
    .min(1, '不能为空 / must not be empty')
    .transform((text, context) => {
      if (!text.startsWith('env:')) return text;
      const variable = text.slice(4);
      const value = resolve(variable);
      if (value !== undefined && value !== '') return value;
      context.addIssue({
        code: 'custom',
        message: `环境变量 ${variable} 未设置 / the environment variable ${variable} is not set`,
      });
      return z.NEVER;
    });

/** The fault stands at the field `url`, so that its line is told. */
function checkUrl(target: Allowed & { url: string }, context: z.core.$RefinementCtx): void {
  const fault = urlFault(target.url, target);
  if (fault)
    context.addIssue({ code: 'custom', path: ['url'], message: `网址${fault.zh} / the URL ${fault.en}` });
}

const robot = (resolve: ResolveSecret) =>
  z
    .strictObject({
      url: secretText(resolve),
      secret: secretText(resolve).optional(),
      keyword: z.string().min(1).max(50).optional(),
      ...allowed,
    })
    .superRefine(checkUrl);

const robots = (resolve: ResolveSecret) =>
  z.strictObject({ sendsPerSecond, robots: z.record(name, robot(resolve)) }).optional();

const webhook = (resolve: ResolveSecret) =>
  z
    .strictObject({
      url: secretText(resolve),
      secrets: z
        .array(
          secretText(resolve).refine(
            isWebhookSecret,
            '应为 whsec_ 加 24–64 字节的 base64 / must be whsec_ and the base64 of 24 to 64 bytes',
          ),
          { error: '应为列表，新密钥在前 / must be a list, the new secret first' },
        )
        .min(1, '至少一个密钥 / at least one secret')
        .max(5, '最多五个密钥 / at most five secrets'),
      ...allowed,
    })
    .superRefine(checkUrl);

const email = (resolve: ResolveSecret) =>
  z.strictObject({
    sendsPerSecond,
    url: secretText(resolve).refine(
      (text) => URL.canParse(text) && /^smtps?:\/\/[^/]/.test(text),
      '应为 smtp:// 或 smtps:// 开头的地址 / must be a URL that begins with smtp:// or smtps://',
    ),
    from: z.string().regex(/^[^<>\r\n]*<?[^\s@<>]+@[^\s@<>]+>?$/, '应为邮箱地址 / must be an e-mail address'),
    allowPlain: flag,
  });

const channelsFile = (resolve: ResolveSecret) =>
  z.strictObject({
    /** Where notices go to who has no contact of their own; without an address it is the person's name. */
    default: z
      .array(
        z.strictObject({
          channel: name,
          address: z.string().min(1).max(200).optional(),
          mobile: z.string().min(1).max(60).optional(),
        }),
      )
      .min(1)
      .max(10)
      .optional(),
    wecom: robots(resolve),
    dingtalk: robots(resolve),
    feishu: robots(resolve),
    email: email(resolve).optional(),
    webhook: z
      .strictObject({
        sendsPerSecond,
        source: z.string().min(1).max(200).optional(),
        webhooks: z.record(name, webhook(resolve)),
      })
      .optional(),
  });

export type ChannelSettings = z.output<ReturnType<typeof channelsFile>>;

/** Throws a `FileError` with every fault. */
export function readChannelSettings(path: string, resolve: ResolveSecret): Promise<ChannelSettings> {
  return readChecked<ChannelSettings>(path, channelsFile(resolve));
}
