// Loaded with the first number that is compared. By itself, since whoever imports all of a path loads all of it.
export { pbkdf2 } from '@xinyin/core/gm'
