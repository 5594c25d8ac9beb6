/** What stands in a card: a skeleton while the first answer is awaited, the failure, or the content. */
import type { ComponentChildren } from 'preact';
import { ApiError } from '../api';
import { t } from '../i18n/t';
import type { Answer } from '../report/useAnswer';

interface Props<T> {
  answer: Answer<T>;
  /** The shape of what is coming, so that the page does not jump. */
  skeleton?: 'list' | 'chart' | 'tiles';
  children: (value: T) => ComponentChildren;
}

const Bars = { list: 7, chart: 1, tiles: 6 };

const Skeleton = ({ shape }: { shape: keyof typeof Bars }) => (
  <div class={`skeleton ${shape}`}>
    <span class="unseen">{t('loading')}</span>
    {Array.from({ length: Bars[shape] }, (_, index) => <span key={index} aria-hidden="true" />)}
  </div>
);

/** What went wrong, in words. */
export const failureText = (error: unknown): string =>
  !(error instanceof ApiError) ? t('error.page') : error.status === 0 ? t('error.unreachable') : error.message || t('error.status', { status: String(error.status) });

export const Failure = ({ error, again }: { error: unknown; again: () => void }) => (
  <div class="failure" role="alert">
    <p><bdi>{failureText(error)}</bdi></p>
    <button type="button" class="control" onClick={again}>{t('error.again')}</button>
  </div>
);

export const Body = <T,>({ answer, skeleton = 'list', children }: Props<T>) => (
  <div class="body" aria-busy={answer.busy}>
    {answer.error !== null ? <Failure error={answer.error} again={answer.again} /> : answer.value === null ? <Skeleton shape={skeleton} /> : children(answer.value)}
  </div>
);
