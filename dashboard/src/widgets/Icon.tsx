/** The page's small drawings; always beside a name, so hidden from screen readers. */
const Paths = {
  calendar: 'M3 5.5h14v11H3zM3 9h14M7 3v4M13 3v4',
  chevron: 'M5.5 8l4.5 4.5L14.5 8',
  close: 'M5 5l10 10M15 5L5 15',
  download: 'M10 3v9m-4-3.5l4 4 4-4M4 16.5h12',
  filter: 'M3 5h14M6 10h8M8.5 15h3',
  leave: 'M8 3.5H4v13h4M8.5 10H17m-3.500-3.500L17 10l-3.500 3.500',
  keyboard: 'M2.5 5.5h15v9h-15zM5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M6.5 11.8h7',
  list: 'M7 5h10M7 10h10M7 15h10M3.2 5h.01M3.2 10h.01M3.2 15h.01',
  moon: 'M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.500 8.500z',
  search: 'M9 3.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11zM13 13l4 4',
  segment: 'M10 3v7h7M10 3a7 7 0 1 0 7 7',
  sun: 'M10 6.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM10 2v1.500M10 16.500V18M2 10h1.500M16.500 10H18M4.300 4.300l1.100 1.100M14.600 14.600l1.100 1.100M4.300 15.700l1.100-1.100M14.600 5.400l1.100-1.100',
} as const;

export const Icon = ({ name }: { name: keyof typeof Paths }) => (
  <svg class="icon" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
    <path d={Paths[name]} />
  </svg>
);
