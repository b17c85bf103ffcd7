/** One tap from every screen to the words for an emergency. */
export function HelpLink() {
  return (
    <a href="/help" className="inline-flex min-h-6 items-center underline underline-offset-[0.18em] hover:text-ink">
      If you need help now
    </a>
  );
}
