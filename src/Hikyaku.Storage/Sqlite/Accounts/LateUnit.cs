using Hikyaku.Mail.Store;
using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Storage.Sqlite.Accounts;

/// <summary>A unit of work that is in the journal and waits for its rows.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Details">The details that are known already.</param>
/// <param name="Epoch">The start of the store that it belongs to.</param>
/// <param name="Done">Hears that the rows have it, or why they can not.</param>
internal sealed record LateUnit(AccountUnit Unit, IReadOnlyList<StoredDetails> Details, long Epoch, Action<Exception?> Done);
