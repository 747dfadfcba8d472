/** What a bar is filled with beside its colour, so that two kinds are told apart without it. */
export const Hatch = ({ id, dense = false }: { id: string; dense?: boolean }) => (
  <defs>
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse">
      <path d={dense ? 'M0 6 6 0M0 0 6 6' : 'M0 6 6 0'} className="chart-hatch" />
    </pattern>
  </defs>
)
