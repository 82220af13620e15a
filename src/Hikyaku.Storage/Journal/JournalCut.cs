namespace Hikyaku.Storage.Journal;

/// <summary>A place between two segments: everything of the generation and older lies before it, and is applied.</summary>
internal readonly record struct JournalCut(long Generation, long FirstSegment);
