/** `quancheng completion`: what the shell completes, written from the tree of commands, so that a TAB starts nothing. */
import { Argument, type Command, type Option } from 'commander';
import { pathOf } from './help.ts';
import type { Print } from './output.ts';

/** What stands in the place of an argument or of an option's value. */
type Kind = 'files' | 'projects' | 'nothing' | readonly string[];
/** A word and what it means. */
type Word = readonly [word: string, meaning: string];

interface Node {
  /** ` report daily`, with a blank before each word; empty for the program itself. */
  at: string;
  commands: Word[];
  options: Word[];
  /** Options that take a value. */
  values: (readonly [option: string, kind: Kind])[];
  arguments: Kind[];
}

const FILES = new Set(['file', 'output', 'errors']);

function kindOf(name: string, choices: readonly string[] | undefined): Kind {
  if (choices !== undefined) return choices;
  if (FILES.has(name)) return 'files';
  return name === 'project' ? 'projects' : 'nothing';
}

const flagsOf = (o: Option): string[] => [o.short, o.long].flatMap((flag) => flag ?? []);

/** Every command of the tree, the program first, as completion sees it. */
function nodesOf(command: Command, above: readonly Option[] = []): Node[] {
  const path = pathOf(command);
  const help = command.createHelp();
  const own = help.visibleOptions(command);
  const options = [...own, ...above];
  const inner = command.commands.flatMap((c) => nodesOf(c, [...command.options, ...above]));
  return [
    {
      at: path === '' ? '' : ` ${path}`,
      commands: command.commands.map((c) => [c.name(), c.description()]),
      options: options.flatMap((o) => flagsOf(o).map((flag): Word => [flag, o.description])),
      values: options
        .filter((o) => o.required || o.optional)
        .flatMap((o) => flagsOf(o).map((flag) => [flag, kindOf(o.attributeName(), o.argChoices)] as const)),
      arguments: command.registeredArguments.map((a) => kindOf(a.name(), a.argChoices)),
    },
    ...inner,
  ];
}

/** How a shell says what the script needs. */
interface Shell {
  /** Branches of `case` or `switch`: those whose pattern is one of these words. */
  branch(patterns: string[], body: string): string;
  words(words: readonly Word[]): string;
  files: string;
  projects: string;
  script(parts: Parts): string;
}
type Parts = Record<'paths' | 'valued' | 'values' | 'options' | 'commands' | 'arguments', string>;

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const posix = (patterns: string[], body: string): string => `${patterns.map(quoted).join('|')}) ${body} ;;`;
/** Walks the words typed so far: `at` is the command, `n` the number of its arguments. */
const walk = (first: string, last: string, word: string, { paths, valued }: Parts): string => `
  for ((i = ${first}; i < ${last}; i++)); do
    word="${word}"
    case "$at $word" in
      ${valued || "'') ;;"}
      ${paths}
      *' -'*) ;;
      *) n=$((n + 1)) ;;
    esac
  done`;
/** Puts into `found` what fits: values of the option before, else options, or commands and arguments. */
const offer = (current: string, p: Parts): string => `
  case "$at $prev" in
    ${p.values}
    *)
      if [[ $${current} == -* ]]; then
        case "$at" in
          ${p.options}
        esac
      else
        case "$at $n" in
          ${p.commands}
          ${p.arguments}
        esac
      fi ;;
  esac`;

const SHELLS: Record<'bash' | 'zsh' | 'fish', Shell> = {
  bash: {
    branch: posix,
    words: (words) => `found=${quoted(words.map(([word]) => word).join(' '))}`,
    files: 'COMPREPLY=($(compgen -f -- "$cur")); compopt -o filenames 2>/dev/null; return',
    projects: 'found="$(quancheng --project-ids 2>/dev/null)"',
    script: (p) => `# source <(quancheng completion bash)
_quancheng() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" at='' word found='' i n=0
  COMPREPLY=()${walk('1', 'COMP_CWORD', '${COMP_WORDS[i]}', p)}${offer('cur', p)}
  COMPREPLY=($(compgen -W "$found" -- "$cur"))
}
complete -F _quancheng quancheng`,
  },
  zsh: {
    branch: posix,
    words: (words) =>
      `found=(${words.map(([word, meaning]) => quoted(meaning === '' ? word : `${word}:${meaning}`)).join(' ')})`,
    files: '_files; return',
    projects: 'found=(${(f)"$(quancheng --project-ids 2>/dev/null)"})',
    script: (p) => `#compdef quancheng
# source <(quancheng completion zsh)
_quancheng() {
  local prev="\${words[CURRENT-1]}" at='' word i n=0
  local -a found${walk('2', 'CURRENT', '${words[i]}', p)}${offer('PREFIX', p)}
  if [[ $PREFIX == -* ]]; then _describe -o option found; else _describe word found; fi
}
if [ "$funcstack[1]" = _quancheng ]; then _quancheng "$@"; else compdef _quancheng quancheng; fi`,
  },
  fish: {
    branch: (patterns, body) => `case ${patterns.map(fishQuoted).join(' ')}\n${body}`,
    words: (words) =>
      `printf '%s\\t%s\\n' ${words.map(([word, meaning]) => `${fishQuoted(word)} ${fishQuoted(meaning)}`).join(' ')}`,
    files: '__fish_complete_path (commandline -ct)',
    projects: 'quancheng --project-ids 2>/dev/null',
    script: (p) => `# quancheng completion fish | source
function __quancheng
  set -l typed (commandline -opc)
  set -l prev $typed[-1]
  set -l at ''
  set -l n 0
  set -l isValue 0
  for word in $typed[2..-1]
    if test $isValue = 1
      set isValue 0
      continue
    end
    switch "$at $word"
      ${p.valued}
      ${p.paths}
      case '* -*'
      case '*'
        set n (math $n + 1)
    end
  end
  switch "$at $prev"
    ${p.values}
    case '*'
      if string match -q -- '-*' (commandline -ct)
        switch "$at"
          ${p.options}
        end
      else
        switch "$at $n"
          ${p.commands}
          ${p.arguments}
        end
      end
  end
end
complete -c quancheng -f -a '(__quancheng)'`,
  },
};

function fishQuoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}

/** The script of a shell. */
export function completionScript(program: Command, name: keyof typeof SHELLS): string {
  const shell = SHELLS[name];
  const nodes = nodesOf(program);
  const body = (kind: Kind): string => {
    if (kind === 'files' || kind === 'projects') return shell[kind];
    return kind === 'nothing' ? 'true' : shell.words(kind.map((word) => [word, '']));
  };
  const each = (of: (node: Node) => [string, string][]): string =>
    nodes.flatMap((node) => of(node).map(([pattern, said]) => shell.branch([pattern], said))).join('\n');
  const values = nodes.flatMap((n) => n.values.map(([option]) => `${n.at} ${option}`));
  const isFish = name === 'fish';
  return shell.script({
    paths: shell.branch(
      nodes.slice(1).map((n) => n.at),
      isFish ? 'set at "$at $word"; set n 0' : 'at="$at $word"; n=0',
    ),
    valued: shell.branch(values, isFish ? 'set isValue 1' : 'i=$((i + 1))'),
    values: each((n) => n.values.map(([option, kind]) => [`${n.at} ${option}`, body(kind)])),
    options: each((n) => [[n.at, shell.words(n.options)]]),
    commands: each((n) => (n.commands.length === 0 ? [] : [[`${n.at} 0`, shell.words(n.commands)]])),
    arguments: each((n) =>
      n.arguments.flatMap((kind, i): [string, string][] =>
        kind === 'nothing' || n.commands.length > 0 ? [] : [[`${n.at} ${i}`, body(kind)]],
      ),
    ),
  });
}

export function addCompletion(program: Command, print: Print): void {
  program
    .command('completion')
    .description(
      '补全脚本：命令、选项、项目编号 / a script by which a shell completes commands, options, projects',
    )
    .addArgument(new Argument('<shell>', '哪种 / which').choices(Object.keys(SHELLS)))
    .action((shell: keyof typeof SHELLS) => print(completionScript(program, shell)));
}
