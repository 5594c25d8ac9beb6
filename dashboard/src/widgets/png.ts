/**
 * A drawing as a picture. The shapes are painted on a canvas one by one with the styles they have on the page:
 * a picture loaded from a data address would need a hole in the content security policy.
 */

/** Dots per CSS pixel. */
const Sharpness = 2;
/** Room for the title above the drawing, in CSS pixels. */
const Head = 40;
const Margin = 16;

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

export const png = async (drawing: SVGSVGElement, title: string): Promise<Blob> => {
  const { width, height } = drawing.getBoundingClientRect();
  const paper = document.createElement('canvas');
  paper.width = Math.round((width + 2 * Margin) * Sharpness);
  paper.height = Math.round((height + Head + Margin) * Sharpness);
  const canvas = paper.getContext('2d')!;
  canvas.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--card');
  canvas.fillRect(0, 0, paper.width, paper.height);
  canvas.scale(Sharpness, Sharpness);
  const { color, fontFamily, direction } = getComputedStyle(document.body);
  canvas.fillStyle = color;
  canvas.font = `600 16px ${fontFamily}`;
  canvas.direction = direction === 'rtl' ? 'rtl' : 'ltr';
  canvas.fillText(title, direction === 'rtl' ? width + Margin : Margin, Head - 14);
  canvas.translate(Margin, Head);
  drawing.querySelectorAll<SVGGraphicsElement>('path, line, rect, circle, text').forEach((shape) => paint(canvas, shape));
  return new Promise((done, failed) => paper.toBlob((file) => (file ? done(file) : failed(new Error('No picture was made.'))), 'image/png'));
};
