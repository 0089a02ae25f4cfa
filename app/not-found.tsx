export default function NotFound() {
  return (
    <main id="main" className="page">
      <h1>Nothing here</h1>
      <p>There is no page or screening of that name. Codes look like IS-XXXX-XXXX.</p>
      <p><a href="/screenings">To the saved screenings</a></p>
    </main>
  );
}
