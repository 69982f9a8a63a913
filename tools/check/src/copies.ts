import ts from 'typescript'

/**
 * The calls of `slice` on octets in some files: of a Buffer, which is octets too, that is a view, so that what was to be kept
 * changes with the memory of who gave it, and what is done to a copy is done to the caller's. `new Uint8Array(octets)` copies
 * whatever it is given.
 *
 * @returns places, `file:line`
 */
export function slicesOfOctets(program: ts.Program, isAsked: (file: string) => boolean): string[] {
  const checker = program.getTypeChecker()
  const found: string[] = []
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || !isAsked(file.fileName)) continue
    const look = (node: ts.Node): void => {
      if (isSlice(node) && isOctets(checker.getTypeAtLocation(node.expression.expression))) {
        const { line } = file.getLineAndCharacterOfPosition(node.getStart())
        found.push(`${file.fileName}:${line + 1}`)
      }
      ts.forEachChild(node, look)
    }
    look(file)
  }
  return found
}

type MethodCall = ts.CallExpression & { readonly expression: ts.PropertyAccessExpression }

const isSlice = (node: ts.Node): node is MethodCall =>
  ts.isCallExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  node.expression.name.text === 'slice'

/** Of a type that may be one of several, each may be octets. */
const isOctets = (type: ts.Type): boolean =>
  type.isUnionOrIntersection()
    ? type.types.some(isOctets)
    : ['Uint8Array', 'Buffer'].includes(type.getSymbol()?.name ?? '')

/** The program that a file of settings describes. */
export function programOf(settings: string, more: readonly string[] = []): ts.Program {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} }
  const parsed = ts.getParsedCommandLineOfConfigFile(settings, {}, host)
  if (parsed === undefined) throw new Error(`${settings}: cannot be read`)
  return ts.createProgram([...parsed.fileNames, ...more], parsed.options)
}
