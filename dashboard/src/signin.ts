/** Asks for an API key when there is no session. */
import { signIn } from './api';
import { html } from './dom';

export const signInForm = (refused: boolean, done: () => void): HTMLElement => {
  const input = html('input', { id: 'key', type: 'password', autocomplete: 'current-password', required: true, 'aria-describedby': 'key-help' });
  return html(
    'form',
    {
      class: 'card signin',
      submit: (event: SubmitEvent) => {
        event.preventDefault();
        signIn(input.value.trim());
        done();
      },
    },
    html('h1', {}, 'Sign in'),
    html('p', { id: 'key-help' }, 'Open the sign-in link that the collector printed at its start, or paste an API key that may read reports. It is kept until this tab is closed.'),
    html('label', { for: 'key' }, 'API key'),
    input,
    refused && html('p', { class: 'failure', role: 'alert' }, 'This key was not accepted. “collector key list” shows the keys there are.'),
    html('button', { type: 'submit', class: 'primary' }, 'Sign in'),
  );
};
