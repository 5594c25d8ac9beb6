/** What stands in a card: a skeleton while the first answer is awaited, the failure, or the content. */
import type { ComponentChildren } from 'preact';
import { ApiError } from '../api';
import { language } from '../i18n/language';
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

/** Problems by the last part of their stable type (docs/reports-api.md) that other languages say in their own words. */
const Problems = [
  'bad-parameter', 'bad-request', 'busy', 'catalog-unavailable', 'conflict', 'database-unavailable', 'forbidden', 'internal', 'invalid', 'not-found', 'query-timeout',
  'query-too-large', 'sign-in-refused', 'too-large', 'too-many-attempts', 'too-many-questions',
] as const;

/** What the collector said: in English its own words; otherwise ours, with its words behind them for what only they tell. */
const problemText = ({ kind, message }: ApiError): string => {
  const known = Problems.find((one) => one === kind);
  return !known || (message && language().code === 'en') ? message : `${t(`problem.${known}`)}${message && ` (\u2068${message}\u2069)`}`;
};

/** What went wrong, in words. */
export const failureText = (error: unknown): string =>
  !(error instanceof ApiError) ? t('error.page') : error.status === 0 ? t('error.unreachable') : problemText(error) || t('error.status', { status: String(error.status) });

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
