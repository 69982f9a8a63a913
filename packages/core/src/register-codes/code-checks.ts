// Whether codes of registers are right, for who does not ask what is wrong with one: without what takes them apart and says.
export { ALPHANUMERIC } from './character-value.ts'
export { isUscc } from './is-uscc.ts'
export { residentIdCheckCharacter } from './resident-id.ts'
