/** A mail's two bodies. */
export interface Bodies {
  text: string
  html: string
}
