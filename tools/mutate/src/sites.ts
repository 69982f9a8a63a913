import ts from 'typescript'

/** One check in the source. */
export interface Site {
  /** Relative to the root of the repository. */
  readonly file: string
  readonly line: number
  /** What is taken out, for people: `failed('seal.maker-signature', 'ERR_SEAL_MAKER_SIGNATURE')`. */
  readonly what: string
  readonly start: number
  readonly end: number
  /** What stands for it once it is taken out: an expression, or nothing where it is a statement. */
  readonly instead: string | undefined
}

const VERDICTS = new Set(['failed', 'indeterminate', 'failedBy'])

/** The error of an area by its code, which the area's `codes.ts` makes: `keysError('ERR_KEYS_PASSWORD')`. */
const AREA_ERROR = /^[a-z][A-Za-z0-9]*Error$/

function isError(node: ts.Expression | undefined): boolean {
  if (node === undefined) return false
  if (ts.isNewExpression(node)) return /^[A-Z][A-Za-z]*Error$/.test(node.expression.getText())
  return ts.isCallExpression(node) && AREA_ERROR.test(node.expression.getText())
}

/** A function that makes nothing but the package's error: `malformed(line)` stands for `new CoreError(…)`. */
function errorMakers(source: ts.SourceFile): Set<string> {
  const names = new Set<string>()
  const returned = (body: ts.Node | undefined): ts.Expression | undefined => {
    if (body === undefined) return undefined
    if (!ts.isBlock(body)) return body as ts.Expression
    const [only] = body.statements
    return body.statements.length === 1 && only !== undefined && ts.isReturnStatement(only)
      ? only.expression
      : undefined
  }
  const look = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node) && node.name && isError(returned(node.body))) names.add(node.name.text)
    if (
      ts.isVariableDeclaration(node) &&
      ts.isIdentifier(node.name) &&
      node.initializer !== undefined &&
      ts.isArrowFunction(node.initializer) &&
      isError(returned(node.initializer.body))
    ) {
      names.add(node.name.text)
    }
    ts.forEachChild(node, look)
  }
  look(source)
  return names
}

/** A wrong call by a programmer is no verdict about data. */
const isCallersFault = (thrown: ts.Expression) => /^new (TypeError|RangeError|Error)\b/.test(thrown.getText())

/**
 * Every place in a file where something is refused.
 *
 * - `failed(id, …)` and `indeterminate(id, …)` become a check of that id that passed;
 * - `throw new XxxError(…)`, also by way of a function that only makes the error (`xxxError(…)`), becomes nothing;
 * - `return false`, in folders whose functions answer whether a signature holds, becomes nothing.
 */
export function findSites(file: string, text: string, answersFalse: boolean): Site[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true)
  const makers = errorMakers(source)
  const isMaker = (name: string) => makers.has(name) || AREA_ERROR.test(name)
  const sites: Site[] = []
  const add = (node: ts.Node, what: string, instead?: string) => {
    const start = node.getStart()
    sites.push({
      file,
      line: source.getLineAndCharacterOfPosition(start).line + 1,
      what: what.replace(/\s+/g, ' ').slice(0, 110),
      start,
      end: node.getEnd(),
      instead,
    })
  }
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && VERDICTS.has(node.expression.text)) {
      const id = node.arguments[0]?.getText() ?? "''"
      add(node, node.getText(), `({ id: ${id}, status: 'passed', facts: {} })`)
    }
    if (ts.isThrowStatement(node) && !isCallersFault(node.expression)) {
      const makesError =
        isError(node.expression) ||
        (ts.isCallExpression(node.expression) && isMaker(node.expression.expression.getText()))
      if (makesError) add(node, node.getText())
    }
    if (answersFalse && ts.isReturnStatement(node) && node.expression?.kind === ts.SyntaxKind.FalseKeyword) {
      add(node, node.parent.getText())
    }
    ts.forEachChild(node, look)
  }
  look(source)
  return sites
}

/** Says whether a check stands, by its number; where nobody asks (a worker, a program that a test starts) all do. */
const stands = (number: number) => `(globalThis.xinyinStands?.(${number}) ?? true)`

/**
 * The text with a switch around each of its checks, so that one copy of the tree serves for taking out any of them.
 *
 * @param numbered - checks of this one file; they may stand within each other
 */
export function withSwitches(text: string, numbered: ReadonlyMap<number, Site>): string {
  const insertions = [...numbered].flatMap(([number, { start, end, instead }]) =>
    instead === undefined
      ? [
          { at: start, length: end - start, text: `{ if ${stands(number)} ` },
          { at: end, length: start - end, text: ' }' },
        ]
      : [
          { at: start, length: end - start, text: `(${stands(number)} ? ` },
          { at: end, length: start - end, text: ` : ${instead})` },
        ],
  )
  // From the back, so that places stay right; where several share one, what encloses the others goes outside.
  insertions.sort((a, b) => b.at - a.at || a.length - b.length)
  return insertions.reduce((whole, { at, text: added }) => whole.slice(0, at) + added + whole.slice(at), text)
}
