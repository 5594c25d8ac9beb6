/**
 * A drawing as a picture. The shapes are painted on a canvas one by one with the styles they have on the page:
 * a picture loaded from a data address would need a hole in the content security policy.
 */

/** Dots per CSS pixel. */
const Sharpness = 2;
/** Room for the title above the drawing, in CSS pixels. */
const Head = 40;
/** A line below the title. */
const Line = 18;
const Legend = 28;
const Margin = 16;
/** Room for the title of a narrow drawing. */
const Narrowest = 420;

const alignments: Record<string, CanvasTextAlign> = { start: 'start', middle: 'center', end: 'end' };

const outline = (shape: SVGElement): Path2D | null => {
  const at = (name: string) => Number(shape.getAttribute(name) ?? 0);
  const path = new Path2D();
  switch (shape.tagName) {
    case 'path':
      return new Path2D(shape.getAttribute('d') ?? '');
    case 'line':
      path.moveTo(at('x1'), at('y1'));
      path.lineTo(at('x2'), at('y2'));
      return path;
    case 'rect':
      path.rect(at('x'), at('y'), at('width'), at('height'));
      return path;
    case 'circle':
      path.arc(at('cx'), at('cy'), at('r'), 0, 2 * Math.PI);
      return path;
    default:
      return null;
  }
};

const paint = (canvas: CanvasRenderingContext2D, shape: SVGGraphicsElement): void => {
  const style = getComputedStyle(shape);
  if (style.visibility === 'hidden' || style.display === 'none') {
    return;
  }
  canvas.save();
  const { a, b, c, d, e, f } = shape.getCTM() ?? new DOMMatrix();
  canvas.transform(a, b, c, d, e, f);
  canvas.globalAlpha = Number(style.opacity);
  canvas.fillStyle = style.fill;
  canvas.strokeStyle = style.stroke;
  canvas.lineWidth = parseFloat(style.strokeWidth);
  canvas.lineJoin = 'round';
  canvas.setLineDash(style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(',').map(parseFloat));
  if (shape.tagName === 'text') {
    canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    canvas.direction = style.direction === 'rtl' ? 'rtl' : 'ltr';
    canvas.textAlign = alignments[style.textAnchor] ?? 'start';
    canvas.fillText(shape.textContent ?? '', Number(shape.getAttribute('x')), Number(shape.getAttribute('y')));
  }
  const path = outline(shape);
  if (path && style.fill !== 'none') {
    canvas.globalAlpha = Number(style.opacity) * Number(style.fillOpacity);
    canvas.fill(path);
    canvas.globalAlpha = Number(style.opacity);
  }
  if (path && style.stroke !== 'none') {
    canvas.stroke(path);
  }
  canvas.restore();
};

/** A table whose cells are the drawing: their colours, their bars, their texts where they stand. */
const paintTable = (canvas: CanvasRenderingContext2D, table: HTMLTableElement): void => {
  const { left, top } = table.getBoundingClientRect();
  const fill = (part: Element) => {
    const [box, { backgroundColor }] = [part.getBoundingClientRect(), getComputedStyle(part)];
    canvas.fillStyle = backgroundColor;
    canvas.fillRect(box.left - left, box.top - top, box.width, box.height);
  };
  for (const cell of table.querySelectorAll<HTMLTableCellElement>('th, td')) {
    fill(cell);
    cell.querySelectorAll('.bar').forEach(fill);
    const [style, box] = [getComputedStyle(cell), cell.getBoundingClientRect()];
    const mirrored = style.direction === 'rtl';
    // What stands there only for screen readers is not painted.
    const words = [...cell.querySelectorAll('button, .figure, [aria-hidden=true]')].map((part) => part.textContent).find(Boolean) ?? cell.innerText;
    const atEnd = cell.classList.contains('n') !== mirrored;
    canvas.fillStyle = style.color;
    canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    canvas.direction = mirrored ? 'rtl' : 'ltr';
    canvas.textAlign = atEnd ? 'right' : 'left';
    canvas.textBaseline = 'alphabetic';
    const x = atEnd ? box.right - left - parseFloat(style.paddingRight) : box.left - left + parseFloat(style.paddingLeft);
    canvas.fillText(words.trim(), x, box.bottom - top - parseFloat(style.paddingBottom) - 4, Math.max(10, box.width));
  }
};

/** Keys and words of a legend from where reading begins. */
const paintLegend = (canvas: CanvasRenderingContext2D, legend: Element | null, width: number): void => {
  if (!legend) {
    return;
  }
  const { color, fontFamily, direction } = getComputedStyle(legend);
  const mirrored = direction === 'rtl';
  let used = 0;
  canvas.font = `13px ${fontFamily}`;
  canvas.direction = mirrored ? 'rtl' : 'ltr';
  canvas.textAlign = 'start';
  for (const part of legend.childNodes) {
    if (part instanceof HTMLElement && !part.textContent) {
      const [style, { width: wide }] = [getComputedStyle(part), part.getBoundingClientRect()];
      const line = parseFloat(style.borderBlockStartWidth) > 1;
      canvas.fillStyle = line ? style.borderBlockStartColor : style.backgroundColor;
      canvas.fillRect(mirrored ? width - used - wide : used, line ? 8 : 4, wide, line ? 3 : 11);
      used += wide + 6;
    } else if (part.textContent && !(part instanceof HTMLElement && part.classList.contains('aside'))) {
      canvas.fillStyle = color;
      canvas.fillText(part.textContent, mirrored ? width - used : used, 14);
      used += canvas.measureText(part.textContent).width + 16;
    }
  }
};

/**
 * The drawing with its title, what it is of, and its legend.
 * @param box Holds one drawing.
 * @param about Lines below the title.
 */
export const png = async (box: HTMLElement, title: string, about: readonly string[]): Promise<Blob> => {
  const drawing = box.querySelector<SVGSVGElement>('svg.chart');
  const table = drawing ? null : box.querySelector('table')!;
  const { width, height } = (drawing ?? table!).getBoundingClientRect();
  const legend = box.querySelector('.legend') ?? box.closest('.card')?.querySelector('.legend') ?? null;
  const head = Head + about.length * Line;
  const paper = document.createElement('canvas');
  paper.width = Math.round((Math.max(width, Narrowest) + 2 * Margin) * Sharpness);
  paper.height = Math.round((height + head + Margin + (legend ? Legend : 0)) * Sharpness);
  const canvas = paper.getContext('2d')!;
  canvas.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--card');
  canvas.fillRect(0, 0, paper.width, paper.height);
  canvas.scale(Sharpness, Sharpness);
  const { color, fontFamily, direction } = getComputedStyle(document.body);
  canvas.direction = direction === 'rtl' ? 'rtl' : 'ltr';
  const start = direction === 'rtl' ? paper.width / Sharpness - Margin : Margin;
  canvas.fillStyle = color;
  canvas.font = `600 16px ${fontFamily}`;
  canvas.fillText(title, start, Head - 14);
  canvas.font = `13px ${fontFamily}`;
  about.forEach((line, at) => canvas.fillText(line, start, Head - 14 + (at + 1) * Line, paper.width / Sharpness - 2 * Margin));
  canvas.translate(direction === 'rtl' ? paper.width / Sharpness - Margin - width : Margin, head);
  canvas.save();
  if (drawing) {
    drawing.querySelectorAll<SVGGraphicsElement>('path, line, rect, circle, text').forEach((shape) => paint(canvas, shape));
  } else {
    paintTable(canvas, table!);
  }
  canvas.restore();
  canvas.translate(0, height + 4);
  paintLegend(canvas, legend, width);
  return new Promise((done, failed) => paper.toBlob((file) => (file ? done(file) : failed(new Error('No picture was made.'))), 'image/png'));
};
