/** A row of a detector's table: one reason to believe, or to doubt, what the view shows. */
export interface Signal<View, Where extends string> {
  readonly id: string;
  /** Chance that the value is right (for) or wrong (against) if nothing else were known, 0 to 1. */
  readonly weight: number;
  readonly side: "for" | "against";
  /** Where it was read: signals of one place count once. */
  readonly where: Where;
  readonly says: string;
  readonly fires: (view: View) => boolean;
}
