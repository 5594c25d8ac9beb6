/** What went wrong with a change, said at once; nothing for ''. */
export const Alert = ({ text }: { text: string }) => (text ? <p class="failure" role="alert"><bdi>{text}</bdi></p> : null);
