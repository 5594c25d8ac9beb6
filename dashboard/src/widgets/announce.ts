/** Says something to screen readers. */
export const announce = (text: string): void => {
  document.getElementById('announce')!.textContent = text;
};
