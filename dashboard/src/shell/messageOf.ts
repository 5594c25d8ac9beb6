/** What to tell of a failed request: the collector's own words where it has any. */
import { ApiError } from '../api';
import { t } from '../i18n/t';

export const messageOf = (failure: unknown): string =>
  !(failure instanceof ApiError) ? t('error.page') : failure.status === 0 ? t('error.unreachable') : failure.message || t('error.status', { status: String(failure.status) });
