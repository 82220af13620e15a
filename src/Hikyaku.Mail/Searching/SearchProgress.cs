namespace Hikyaku.Mail.Searching;

/// <summary>Hears now and then how far a search is: messages looked at, of how many.</summary>
public delegate ValueTask SearchProgress(int done, int total);
