// Asks each address that it is given, one after the other, and tells what it got; then it has nothing else to do.
import { createBackChannel } from '../../src/http/fetch.ts'

const ask = createBackChannel(undefined, 5000)
for (const url of process.argv.slice(2)) {
  try {
    console.log((await ask(url)).text)
  } catch (error) {
    console.log(Reflect.get(error as object, 'code'))
  }
}
