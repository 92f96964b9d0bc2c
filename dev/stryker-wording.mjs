/**
 * For Stryker: leaves the wording of messages alone. A Chinese or English sentence with another word in it
 * behaves the same; the code, the field and the condition beside it do not, and are mutated.
 */

/** Which arguments of a call are sentences. */
const SENTENCES = {
  refuse: [1, 2],
  reject: [1, 2],
  fault: [1, 2],
  no: [0, 1],
  expired: [1, 2],
  unknown: [1],
  duplicate: [0],
};

const isWording = ({ node, parent, key, listKey }) => {
  if (node.type !== 'StringLiteral' && node.type !== 'TemplateLiteral') return false;
  if (parent.type === 'ObjectProperty' && key === 'value') return ['zh', 'en'].includes(parent.key.name);
  return (
    parent.type === 'CallExpression' &&
    listKey === 'arguments' &&
    SENTENCES[parent.callee.name]?.includes(key) === true
  );
};

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'wording',
    value: { shouldIgnore: (path) => (isWording(path) ? 'the wording of a message' : undefined) },
  },
];
