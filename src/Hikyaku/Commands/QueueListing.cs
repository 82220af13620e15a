using Hikyaku.Mail.Queue;

namespace Hikyaku.Commands;

/// <summary>Writes messages one by one, for programs as one array, so that none of a million stays in memory.</summary>
internal sealed class QueueListing : IDisposable
{
    private readonly CommandContext _context;
    private bool _hasEntry;

    public QueueListing(CommandContext context)
    {
        _context = context;
        if (context.Json)
        {
            context.Out.Write('[');
        }
    }

    public async ValueTask Add(QueueEntry entry)
    {
        if (!_context.Json)
        {
            await QueueViews.Write(_context, entry);
            return;
        }

        await _context.Out.WriteLineAsync(_hasEntry ? "," : "");
        _hasEntry = true;
        _context.WriteJson(await QueueViews.Json(_context, entry));
    }

    public void Dispose()
    {
        if (_context.Json)
        {
            _context.Out.WriteLine("]");
        }
    }
}
