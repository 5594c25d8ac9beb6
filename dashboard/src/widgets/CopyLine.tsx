/** A line to paste elsewhere, with a button that copies it. */
import { useRef, useState } from 'preact/hooks';
import { t } from '../i18n/t';

interface Props {
  text: string;
  /** What it is, where several stand on one page. */
  name?: string;
}

export const CopyLine = ({ text, name }: Props) => {
  const code = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState<'snippet.copy' | 'snippet.copied' | 'snippet.selected'>('snippet.copy');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('snippet.copied');
    } catch {
      getSelection()?.selectAllChildren(code.current!);
      setCopied('snippet.selected');
    }
  };
  return (
    <div class="code">
      <code ref={code} dir="ltr">{text}</code>
      <button type="button" class="control" aria-label={name && `${t(copied)}: ${name}`} onClick={() => void copy()}>{t(copied)}</button>
    </div>
  );
};
