Console.WriteLine("collector");
return 0;
