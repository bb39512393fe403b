// Pages work without this: it only spares a full page load when a filter changes.
import "htmx";
