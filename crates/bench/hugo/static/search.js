// Asks Pagefind for what the address asks for, as the search page of actas does.
const interface_ = new PagefindUI({ element: '#pagefind', showSubResults: true, resetStyles: false });
const asked = new URLSearchParams(location.search).get('q');
if (asked) interface_.triggerSearch(asked);
