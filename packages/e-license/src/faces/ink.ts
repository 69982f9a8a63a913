/** Colours of the faces that come with this library. */
export const INK = '#1a1a1a'
export const GREY = '#555555'
export const RED = '#9e1b1e'
export const GOLD = '#b08d57'
export const PALE_GOLD = '#eee0c6'
export const PALE_GREEN = '#d5e6dc'
export const PALE_BLUE = '#d3e2ec'
export const PALE_ROSE = '#f1dcd9'
