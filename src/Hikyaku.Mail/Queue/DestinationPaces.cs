namespace Hikyaku.Mail.Queue;

/// <summary>
/// How many deliveries at once each destination gets: one more for each round that goes well, half after a failure, so that a fast host is used and a
/// host in trouble is left alone. One caller at a time.
/// </summary>
/// <remarks>Limits: <see cref="MaxKept"/> destinations; when full, all start anew.</remarks>
internal sealed class DestinationPaces
{
    private const int MaxKept = 10_000;
    private const double Start = 5;
    private readonly Dictionary<string, double> _paces = [];

    /// <summary>The number now.</summary>
    public int Of(string destination, int most) => Math.Clamp((int)_paces.GetValueOrDefault(destination, Start), 1, most);

    /// <summary>A host of the destination answered.</summary>
    public void Succeeded(string destination, int most)
    {
        var pace = _paces.GetValueOrDefault(destination, Start);
        Set(destination, Math.Min(most, pace + (1 / pace)));
    }

    /// <summary>No host of it could be reached.</summary>
    public void Failed(string destination) => Set(destination, Math.Max(1, _paces.GetValueOrDefault(destination, Start) / 2));

    private void Set(string destination, double pace)
    {
        if (_paces.Count >= MaxKept && !_paces.ContainsKey(destination))
        {
            _paces.Clear();
        }

        _paces[destination] = Math.Max(1, pace);
    }
}
